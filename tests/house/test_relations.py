"""Foreign keys written as strings are imports that import-linter cannot see."""

from django.apps import apps
from django.db.models import Model

from tests.house.tree import floors


def room_of(model: type[Model]) -> str | None:
    """The room of one of our models; None for a model of Django's."""
    assert isinstance(model, type), f"{model} does not exist"
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "motcua" else None


def test_relations_point_down():
    height = floors()
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        room = room_of(model)
        if room is None:
            continue
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = room_of(field.related_model)
            if target not in (None, room) and height[target] >= height[room]:
                wrong.append(f"{model._meta.label}.{field.name} points to {field.related_model._meta.label}")
    assert not wrong


def test_desks_flows_and_reports_keep_their_floor():
    """Desks have no models: what they keep belongs to a room."""
    assert [model for model in apps.get_models() if model.__module__.startswith("motcua.desks")] == []
