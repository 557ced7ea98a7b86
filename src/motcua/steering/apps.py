from django.apps import AppConfig


class Steering(AppConfig):
    name = "motcua.steering"
    label = "steering"
