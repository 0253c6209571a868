"""What commitments and lines of the work plan said before they were corrected; it is written once."""

import amparo.core.dates
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models

from amparo.access.rls import append_only
from amparo.programme.walls import later


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0005_unit_changes'),
        ('core', '0004_keyshelf_forget'),
        ('programme', '0007_what_was_sent_stays'),
    ]

    operations = [
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('version', models.PositiveIntegerField(default=1)),
                ('scope', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('hidden', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('exempt', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('as_of', amparo.core.dates.PartialDateField(blank=True, null=True)),
                ('verified', models.BooleanField(default=False)),
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.CharField(max_length=40)),
                ('reach', models.CharField(choices=[('own', 'Own'), ('parties', 'Parties'), ('award', 'Award'), ('compact', 'Compact')], default='compact', max_length=8)),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None)),
                ('about', models.SlugField(max_length=30)),
                ('about_id', models.UUIDField(db_index=True)),
                ('about_version', models.PositiveIntegerField()),
                ('field', models.SlugField(max_length=20)),
                ('before', models.TextField(blank=True)),
                ('words', models.CharField(max_length=300)),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='programme.amendment')),
                ('award', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='programme.award')),
                ('compact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='programme.compact')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.source')),
                ('subaward', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='programme.subaward')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('about_id', 'about_version', 'field'), name='one_text_a_version')],
            },
        ),
        *later("wording", of_award=True),
        *append_only("programme_wording"),
    ]
