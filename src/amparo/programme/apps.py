from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "amparo.programme"
    label = "programme"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        from amparo.programme import kinds, provided

        kinds.register_all()
        provided.register_all()
