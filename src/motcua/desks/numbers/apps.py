from django.apps import AppConfig


class NumbersDesk(AppConfig):
    name = "motcua.desks.numbers"
    label = "desk_numbers"
