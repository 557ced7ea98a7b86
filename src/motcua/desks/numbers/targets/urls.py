"""Addresses of targets."""

from django.urls import path

from motcua.desks.numbers.targets import handing, listing, one, rows

urlpatterns = [
    path("", listing.targets, name="targets"),
    path("da-chot/", listing.judged, name="targets_judged"),
    path("<int:number>/", one.target, name="target"),
    path("<int:number>/ho-so/", rows.rows, name="target_rows"),
    path("<int:number>/thu-tuc/", rows.procedures, name="target_procedures"),
    path("<int:number>/phan-bo/", handing.hand_down, name="target_hand_down"),
]
