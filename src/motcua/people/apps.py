from django.apps import AppConfig


class People(AppConfig):
    name = "motcua.people"
    label = "people"
