"""The addresses of the partnership, one module a part. Codes and short ids only, never a name."""

from amparo.programme.urls import (
    activities,
    agreement,
    awards,
    commitments,
    compact,
    dialogue,
    indicators,
    money,
    pledge,
    practices,
    reports,
    verdicts,
)

urlpatterns = [
    *activities.urlpatterns,
    *agreement.urlpatterns,
    *awards.urlpatterns,
    *commitments.urlpatterns,
    *compact.urlpatterns,
    *dialogue.urlpatterns,
    *indicators.urlpatterns,
    *money.urlpatterns,
    *pledge.urlpatterns,
    *practices.urlpatterns,
    *reports.urlpatterns,
    *verdicts.urlpatterns,
]
