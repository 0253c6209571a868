"""Since when a value counts; a draft holds no place against others; what was sent stays (see `programme.walls_reports`)."""

from django.db import migrations, models

from amparo.programme.walls_reports import operations


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_exclusion_arrays'),
        ('core', '0003_exchange_rates'),
        ("programme", "0006_dialogue_opened"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='result',
            name='one_value_a_period',
        ),
        migrations.AddField(
            model_name='result',
            name='known_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['corrected', 'draft']), _negated=True), fields=('indicator', 'starts', 'ends', 'regions', 'award', 'subaward'), name='one_value_a_period', nulls_distinct=False),
        ),
        *operations(),
    ]
