from django.apps import AppConfig


class Payments(AppConfig):
    name = "motcua.payments"
    label = "payments"
