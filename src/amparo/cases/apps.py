from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "amparo.cases"
    label = "cases"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        from amparo.cases import kinds, provided, provided_places, provided_units

        kinds.register_all()
        provided.register_all()
        provided_places.register_all()
        provided_units.register_all()
