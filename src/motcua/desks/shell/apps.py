from django.apps import AppConfig


class ShellDesk(AppConfig):
    name = "motcua.desks.shell"
    label = "desk_shell"
