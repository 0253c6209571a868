from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "amparo.vault"
    label = "vault"
    default_auto_field = "django.db.models.AutoField"
