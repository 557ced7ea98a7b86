from django.apps import AppConfig


class CounterDesk(AppConfig):
    name = "motcua.desks.counter"
    label = "desk_counter"
