from django.apps import AppConfig


class CommunityDesk(AppConfig):
    name = "motcua.desks.community"
    label = "desk_community"
