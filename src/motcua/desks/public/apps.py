from django.apps import AppConfig


class PublicDesk(AppConfig):
    name = "motcua.desks.public"
    label = "desk_public"
