from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "amparo.desk"
    label = "desk"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        from amparo.desk import kinds

        kinds.register_own()
