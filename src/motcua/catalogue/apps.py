from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "motcua.catalogue"
    label = "catalogue"
