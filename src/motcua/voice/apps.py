from django.apps import AppConfig


class Voice(AppConfig):
    name = "motcua.voice"
    label = "voice"
