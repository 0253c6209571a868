from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "amparo.desk"
    label = "desk"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        from amparo.desk import jobs, kinds, navigation, providers

        kinds.register_own()
        providers.register_navigation(*navigation.OWN)
        jobs.register_own()
