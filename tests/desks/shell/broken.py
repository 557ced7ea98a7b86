"""A context processor whose database is gone."""

from django.db import OperationalError


def page(request):
    raise OperationalError("the database is gone")
