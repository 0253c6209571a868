from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "amparo.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        """The shipped profiles are reference data; the jobs, the menu and the subject are the desk's to know."""
        from amparo.exchange import jobs, profiles, provided

        profiles.register_own()
        jobs.register_own()
        provided.register_own()
