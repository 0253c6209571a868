"""`print_cast`: who can be entered as in a demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from amparo.access.models import Membership
from amparo.access.roles import ROLES


class Command(BaseCommand):
    """One line a person: name, role, unit."""

    help = "Lists the people of the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Membership.objects.filter(state="active").select_related("user", "unit").order_by("pk")
        for row in sorted(rows, key=lambda row: row.user_id)[:18]:
            self.stdout.write(f"  {row.user.display_name:28} {ROLES[row.role].name} · {row.unit.name}")
