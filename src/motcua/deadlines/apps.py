from django.apps import AppConfig


class Deadlines(AppConfig):
    name = "motcua.deadlines"
    label = "deadlines"
