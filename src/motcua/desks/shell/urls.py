"""The shell's own addresses: switches and the gallery."""

from django.urls import path

from motcua.desks.shell import deadline, undo, views

app_name = "shell"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("look/", views.look, name="look"),
    path("hoan-tac/", undo.undo, name="undo"),
    path("han-tra/<str:code>/", deadline.deadline, name="deadline"),
    path("appointment/", views.appointment, name="appointment"),
    path("tro-giup/<slug:slug>/", views.help_page, name="help"),
    path("phim-tat/", views.keys, name="keys"),
    path("gallery/", views.gallery, name="gallery"),
]
