"""The second wall of the partnership, and the balance of its ledger (see `programme.walls`)."""

from django.db import migrations

from amparo.programme.walls import operations


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_partnership"), ("access", "0004_exclusion_arrays")]

    operations = operations()
