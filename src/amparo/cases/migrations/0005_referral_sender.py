"""A request belongs to a part of the file and goes with it: who answers for it now stands beside who wrote it."""

import django.db.models.deletion
from django.db import migrations, models

# Who asked was in charge of something then; whoever is in charge of that now (of her protection, after an alert) answers for it.
FILL = """
UPDATE cases_referral r SET part = COALESCE((
    SELECT i.part FROM cases_involvement i
    WHERE i.case_id = r.case_id AND i.unit_id = r.unit_id AND i.relation = 'responsible' AND i.since <= r.sent_at
    AND COALESCE(i.until >= r.sent_at, true) ORDER BY i.part = 'alert', i.since LIMIT 1), 'protection');
UPDATE cases_referral r SET part = 'protection' WHERE part = 'alert' AND EXISTS (
    SELECT FROM cases_involvement i WHERE i.case_id = r.case_id AND i.part = 'protection' AND i.relation = 'responsible');
UPDATE cases_referral r SET sender_id = COALESCE((
    SELECT i.unit_id FROM cases_involvement i
    WHERE i.case_id = r.case_id AND i.part = r.part AND i.relation = 'responsible' AND i.until IS NULL
    ORDER BY i.unit_id <> r.unit_id, i.since DESC LIMIT 1), r.unit_id);
SET CONSTRAINTS ALL IMMEDIATE;
"""


def _sender(*, null: bool) -> models.ForeignKey:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit")


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_event_walls")]

    operations = [
        migrations.AddField("referral", "part", models.SlugField(default="protection", max_length=20), preserve_default=False),
        migrations.AddField("referral", "sender", _sender(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("referral", "sender", _sender(null=False)),
    ]
