from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "amparo.access"
    label = "access"
    default_auto_field = "django.db.models.AutoField"
