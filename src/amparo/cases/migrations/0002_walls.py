"""The second wall of the files (see `cases.walls`)."""

from django.db import migrations

from amparo.cases.walls import operations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_file"), ("access", "0002_walls"), ("vault", "0001_identities")]

    operations = operations()
