"""The addresses of the partnership, one module a part. Codes and short ids only, never a name."""

from amparo.programme.urls import activities, awards, commitments, compact, money, pledge, practices, verdicts

urlpatterns = [
    *verdicts.urlpatterns,
    *activities.urlpatterns,
    *awards.urlpatterns,
    *commitments.urlpatterns,
    *compact.urlpatterns,
    *money.urlpatterns,
    *pledge.urlpatterns,
    *practices.urlpatterns,
]
