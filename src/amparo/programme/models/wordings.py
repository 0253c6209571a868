"""What was said before: the words of a row as they stood until somebody corrected them."""

from django.db import models

from amparo.programme.models.agreement import Amendment
from amparo.programme.models.base import AwardRow


class Wording(AwardRow):
    """One text of a commitment or of a line of the work plan as it stood until `created_at`, when it was corrected. Never changed.

    about          the kind of row (commitment, work_item); `about_id` the row; `about_version` the version that said it
    field          which of its texts; `before`: what it said
    words          why it was corrected
    amendment      the instrument that changed it, where both sides had agreed to it
    """

    about = models.SlugField(max_length=30)
    about_id = models.UUIDField(db_index=True)
    about_version = models.PositiveIntegerField()
    field = models.SlugField(max_length=20)
    before = models.TextField(blank=True)
    words = models.CharField(max_length=300)
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="wordings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about_id", "about_version", "field"], name="one_text_a_version")]
