"""Every field of every model is classed; what says who somebody is lies in the vault, as bytes."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from amparo.core.privacy import Privacy

OURS = [app for app in apps.get_app_configs() if app.name.startswith("amparo.")]
WITH_MODELS = [app for app in OURS if list(app.get_models())]
MODELS = [model for app in OURS for model in app.get_models()]

# (app, model) → why it may hold sealed identities outside the vault
SEALED_ELSEWHERE = {
    ("exchange", "Piece"): "an uploaded register as it came, under the key of its batch, destroyed with the batch",
    (
        "programme",
        "Official",
    ): "who was trained, under a key of its own; no child is near, and `programme` may not reach the vault",
    ("exchange", "Row"): "a raw row that waits in quarantine, under the key of its batch, destroyed with the batch",
}


def classes(app: Any) -> dict[str, dict[str, Privacy]]:
    return importlib.import_module(f"{app.name}.privacy").FIELDS


def stored(model: Any) -> dict[str, models.Field]:
    return {field.name: field for field in model._meta.local_concrete_fields}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_classed(model: Any) -> None:
    listed = classes(model._meta.app_config).get(model.__name__, {})
    assert set(stored(model)) - set(listed) == set(), "class these fields in privacy.py"


@pytest.mark.parametrize("app", WITH_MODELS, ids=lambda app: app.label)
def test_the_lists_hold_nothing_stale(app: Any) -> None:
    known = {model.__name__: set(stored(model)) for model in app.get_models()}
    stale = [(name, field) for name, fields in classes(app).items() for field in fields if field not in known.get(name, ())]
    assert stale == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_identifies_lies_sealed_in_the_vault(model: Any) -> None:
    """Free text and what arrived from outside may name somebody too: sealed wherever it lies."""
    listed = classes(model._meta.app_config)[model.__name__]
    for name, field in stored(model).items():
        if listed[name] == Privacy.IDENTIFYING:
            place = (model._meta.app_label, model.__name__)
            assert place[0] == "vault" or place in SEALED_ELSEWHERE, f"{name} says who somebody is: only the vault may hold it"
        if listed[name] in (Privacy.IDENTIFYING, Privacy.FREE_TEXT):
            assert isinstance(field, models.BinaryField), f"{name} must be sealed"
