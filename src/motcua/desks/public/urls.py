"""Addresses of this desk. Those for tracking stand on slips and in letters: the slash at the end may be missing."""

from django.urls import path, re_path

from motcua.desks.public import (
    communes,
    community,
    home,
    manners,
    pages,
    places,
    procedure,
    rows,
    scoreboard,
    seals,
    search,
    sheet_paper,
    track,
)

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("thu-tuc/", search.search, name="search"),
    path("thu-tuc/tat-ca/", search.procedures, name="procedures"),
    path("thu-tuc/<str:code>/", procedure.procedure, name="procedure"),
    path("thu-tuc/<str:code>/to-thu-tuc.pdf", sheet_paper.sheet_paper, name="sheet_paper"),
    path("thu-tuc/<str:code>/ban-thao/", procedure.procedure_draft, name="procedure_draft"),
    path("chon-xa/", places.choose, name="place"),
    path("theo-doi/", track.find, name="track"),
    re_path(r"^theo-doi/(?P<code>[^/]{1,60})/?$", track.track, name="track_code"),
    path("bang-cong-khai/", scoreboard.units, name="scoreboard"),
    path("bang-cong-khai/<str:agency>/", scoreboard.board, name="scoreboard_of"),
    path("bang-cong-khai/<str:agency>/ban-do/", communes.communes, name="map"),
    path("bang-cong-khai/<str:agency>/ho-so/", rows.rows, name="rows"),
    path("bang-cong-khai/<str:agency>/xin-loi/", manners.manners, name="manners"),
    path("bang-cong-khai/<str:agency>/so-lieu.<str:format>", scoreboard.file, name="scoreboard_file"),
    path("so-da-chot/", seals.seals, name="seals"),
    path("so-da-chot/<str:agency>/", seals.seals_of, name="seals_of"),
    path("so-da-chot/<str:agency>/<str:first>_<str:last>/", seals.seal, name="seal"),
    path("so-da-chot/<str:agency>/<str:first>_<str:last>/ban-<int:version>.json", seals.seal_file, name="seal_file"),
    path("to-cong-nghe-so/", community.groups, name="community"),
    path("gioi-thieu/", pages.about, name="about"),
    path("tro-giup/", pages.help, name="help"),
    path("de-doc-de-dung/", pages.accessibility, name="accessibility"),
    path("du-lieu-ca-nhan/", pages.privacy, name="privacy"),
]
