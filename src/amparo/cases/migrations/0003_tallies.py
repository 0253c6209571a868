"""Numbers without rows (see `cases.tallies`)."""

from django.db import migrations

from amparo.cases.tallies import MAKE, UNDO


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_walls"), ("desk", "0002_walls")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
