"""The rows of a register follow the exclusion of the files they tell of, kept by the database."""

from django.db import migrations, models

from amparo.exchange.walls import BACKWARD, FORWARD


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_walls"), ("cases", "0002_walls"), ("access", "0004_exclusion_arrays")]

    operations = [
        migrations.AddIndex(
            model_name="row",
            index=models.Index(condition=models.Q(("known_person__isnull", False)), fields=["known_person"], name="row_of_known"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
