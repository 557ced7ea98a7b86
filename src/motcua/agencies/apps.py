from django.apps import AppConfig


class Agencies(AppConfig):
    name = "motcua.agencies"
    label = "agencies"
