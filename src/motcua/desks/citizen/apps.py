from django.apps import AppConfig


class CitizenDesk(AppConfig):
    name = "motcua.desks.citizen"
    label = "desk_citizen"
