"""The addresses of the partnership, one module a part. Codes and short ids only, never a name."""

from amparo.programme.urls import activities, awards, compact, indicators, money

urlpatterns = [*compact.urlpatterns, *activities.urlpatterns, *awards.urlpatterns, *money.urlpatterns]
urlpatterns += [*indicators.urlpatterns]
