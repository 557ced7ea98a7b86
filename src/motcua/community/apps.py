from django.apps import AppConfig


class Community(AppConfig):
    name = "motcua.community"
    label = "community"
