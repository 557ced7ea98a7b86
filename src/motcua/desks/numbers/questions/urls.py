"""Addresses of free questions."""

from django.urls import path

from motcua.desks.numbers.questions import pages

urlpatterns = [path("", pages.questions, name="questions")]
