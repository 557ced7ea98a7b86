"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.posts import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.posts, name="posts"),
    path("mo/", pages.add, name="add_post"),
    path("<int:number>/doi-ten/", pages.rename, name="rename_post"),
    path("<int:number>/ket-thuc/", pages.end, name="end_post"),
]
