"""The links at the top of every page, filled by providers of the apps."""

from typing import Any

from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:
    """The navigation for the actor of this request."""
    return {"nav": []}
