from django.apps import AppConfig


class Jobs(AppConfig):
    name = "motcua.jobs"
    label = "jobs"
