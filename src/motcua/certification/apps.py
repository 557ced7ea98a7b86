from django.apps import AppConfig


class Certification(AppConfig):
    name = "motcua.certification"
    label = "certification"
