from django.apps import AppConfig


class Notifications(AppConfig):
    name = "motcua.notifications"
    label = "notifications"
