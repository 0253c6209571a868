"""Prints a one-time link that makes the first administrator, while there is none. `./amparo start --empty` calls it."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.access import actions, tokens
from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.verbs import Verb
from amparo.core.errors import AmparoError
from amparo.core.ids import new_id


class Command(BaseCommand):
    help = "Imprime un enlace de un solo uso para crear la primera cuenta de administración."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default=os.environ.get("AMPARO_ADDRESS", "http://127.0.0.1:8000"))

    def handle(self, *args: Any, **options: Any) -> None:
        actor, act = system("setup", Verb.ADMINISTER), new_id()
        try:
            with acting_as(actor):
                actions.offer_first_administrator(id=act, seen=0, by=actor)
        except AmparoError as error:
            raise CommandError(str(error)) from error
        path = reverse("first_administrator", args=[tokens.secret_of(act)])
        self.stdout.write(_("Enlace de un solo uso (72 horas) para la primera administradora:"))
        self.stdout.write(options["address"].rstrip("/") + path)
