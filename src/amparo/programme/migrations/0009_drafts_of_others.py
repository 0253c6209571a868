"""What hangs on a draft is draft, and each prime numbers its own sub-awards (see `programme.walls_drafts`)."""

from django.db import migrations, models

from amparo.programme.walls_drafts import operations


class Migration(migrations.Migration):
    dependencies = [("programme", "0008_replaced_budget_lines_stay")]

    operations = [
        migrations.RemoveConstraint(model_name="subaward", name="subaward_number_once"),
        migrations.AddConstraint(
            model_name="subaward",
            constraint=models.UniqueConstraint(
                fields=("compact", "award", "number"), name="subaward_number_once", nulls_distinct=False
            ),
        ),
        *operations(),
    ]
