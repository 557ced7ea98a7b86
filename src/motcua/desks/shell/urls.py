"""The shell's own addresses: switches and the gallery."""

from django.urls import path

from motcua.desks.shell import bell, deadline, dossier_papers, replay, undo, views

app_name = "shell"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("look/", views.look, name="look"),
    path("hoan-tac/", undo.undo, name="undo"),
    path("han-tra/<str:code>/", deadline.deadline, name="deadline"),
    path("chay-lai/<str:code>/", replay.replay, name="replay"),
    path("appointment/", views.appointment, name="appointment"),
    path("tro-giup/<slug:slug>/", views.help_page, name="help"),
    path("phim-tat/", views.keys, name="keys"),
    path("tin/", bell.bell, name="bell"),
    path("mo/<str:code>/", bell.open_dossier, name="open_dossier"),
    path("giay/<str:code>/", dossier_papers.papers, name="papers"),
    path("giay/<str:code>/mau-<slug:key>.pdf", dossier_papers.paper, name="paper"),
    path("gallery/", views.gallery, name="gallery"),
]
