from django.apps import AppConfig


class ApiDesk(AppConfig):
    name = "motcua.desks.api"
    label = "desk_api"
