from django.apps import AppConfig


class Workflow(AppConfig):
    name = "motcua.workflow"
    label = "workflow"
