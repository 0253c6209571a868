"""The addresses of the partnership, one module a part. Codes and short ids only, never a name."""

from amparo.programme.urls import activities, compact, money

urlpatterns = [
    *activities.urlpatterns,
    *compact.urlpatterns,
    *money.urlpatterns,
]
