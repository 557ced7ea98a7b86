from django.apps import AppConfig


class OfficerDesk(AppConfig):
    name = "motcua.desks.officer"
    label = "desk_officer"
