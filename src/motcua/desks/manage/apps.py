from django.apps import AppConfig


class ManageDesk(AppConfig):
    name = "motcua.desks.manage"
    label = "desk_manage"
