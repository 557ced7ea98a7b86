from django.apps import AppConfig


class Documents(AppConfig):
    name = "motcua.documents"
    label = "documents"
