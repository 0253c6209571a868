from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "amparo.programme"
    label = "programme"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        from amparo.programme import jobs, kinds, provided

        kinds.register_all()
        jobs.register_own()
        provided.register_all()
