from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "amparo.desk"
    label = "desk"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        from amparo.access import dependants
        from amparo.desk import effects, jobs, kinds, navigation, providers

        kinds.register_own()
        providers.register_navigation(*navigation.OWN)
        jobs.register_own()
        dependants.register_left(effects.wait_above)
        dependants.register_staffed(effects.come_back)
