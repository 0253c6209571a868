from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "amparo.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        """The shipped profiles are reference data: loaded with it, corrected like it."""
        from amparo.exchange import profiles

        profiles.register_own()
