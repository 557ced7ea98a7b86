from django.apps import AppConfig


class Eforms(AppConfig):
    name = "motcua.eforms"
    label = "eforms"
