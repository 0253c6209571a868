from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "amparo.ui"
    label = "ui"
    default_auto_field = "django.db.models.AutoField"
