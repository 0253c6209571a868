"""A row of a register follows the files of all its children, not of the first alone; and is known to be hidden without a search."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from amparo.exchange.walls import FILL, many, one


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_money")]

    operations = [
        migrations.AddField(
            model_name="row",
            name="known_people",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name="row",
            name="repeats",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(many(), one()),
        migrations.RemoveIndex(model_name="row", name="row_of_known"),
        migrations.RemoveField(model_name="row", name="known_person"),
        migrations.AddIndex(
            model_name="row",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("known_people", []), _negated=True), fields=["known_people"], name="row_of_known_people"
            ),
        ),
        migrations.AddIndex(
            model_name="row",
            index=models.Index(condition=models.Q(("hidden", []), _negated=True), fields=["batch"], name="row_hidden"),
        ),
    ]
