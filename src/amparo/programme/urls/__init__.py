"""The addresses of the partnership, one module a part. Codes and short ids only, never a name."""

from amparo.programme.urls import activities, agreement, awards, commitments, compact, money, pledge, practices, verdicts

urlpatterns = [
    *agreement.urlpatterns,  # before a compact's own: "nueva" is no code
    *verdicts.urlpatterns,
    *activities.urlpatterns,
    *awards.urlpatterns,
    *commitments.urlpatterns,
    *compact.urlpatterns,
    *money.urlpatterns,
    *pledge.urlpatterns,
    *practices.urlpatterns,
]
