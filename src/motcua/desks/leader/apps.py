from django.apps import AppConfig


class LeaderDesk(AppConfig):
    name = "motcua.desks.leader"
    label = "desk_leader"
