"""An event is seen by whoever sees one of its files (see `cases.walls`)."""

from django.db import migrations

from amparo.cases.walls import event_operations


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_tallies")]

    operations = event_operations()
