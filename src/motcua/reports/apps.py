from django.apps import AppConfig


class Reports(AppConfig):
    name = "motcua.reports"
    label = "reports"
