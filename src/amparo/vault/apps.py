from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "amparo.vault"
    label = "vault"
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        from amparo.vault import jobs, provided

        jobs.register_own()
        provided.register_all()
