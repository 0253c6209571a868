from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The installation as a whole: its commands, and its demonstration data, which reach across the apps."""

    name = "amparo.config"
    label = "config"
