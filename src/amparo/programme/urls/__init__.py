"""The addresses of the partnership, one module a part. Codes and short ids only, never a name."""

from amparo.programme.urls import activities, awards, compact, money, verdicts

urlpatterns = [
    *verdicts.urlpatterns,
    *activities.urlpatterns,
    *awards.urlpatterns,
    *compact.urlpatterns,
    *money.urlpatterns,
]
