"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.people import adding, appointments, bringing_in, lists, person

urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.people, name="people"),
    path("them/", adding.add, name="add_person"),
    path("nhap/", bringing_in.bring_in, name="import_people"),
    path("nhap/mau.xlsx", bringing_in.blank, name="import_people_blank"),
    path("nhap/lien-ket/", bringing_in.links, name="import_people_links"),
    path("<int:number>/", person.person, name="person"),
    path("<int:number>/lien-he/", person.contact, name="contact"),
    path("<int:number>/lien-ket-moi/", person.new_link, name="new_link"),
    path("<int:number>/lien-ket/", person.person_link, name="person_link"),
    path("<int:number>/khoa/", person.disable, name="disable_person"),
    path("<int:number>/mo-khoa/", person.enable, name="enable_person"),
    path("<int:number>/phien/", person.end_sessions, name="end_person_sessions"),
    path("<int:number>/giao/", appointments.appoint, name="appoint"),
    path("lan-giao/<int:number>/ket-thuc/", appointments.end, name="end_appointment"),
    path("lan-giao/<int:number>/gia-han/", appointments.prolong, name="prolong_appointment"),
]
