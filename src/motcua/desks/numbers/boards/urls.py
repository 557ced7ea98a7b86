"""Addresses of the boards."""

from django.urls import path

from motcua.desks.numbers.boards import communes, coverage, months, unit, wall

urlpatterns = [
    path("", unit.board, name="board"),
    path("ban-do/", communes.communes, name="board_map"),
    path("theo-thang/", months.by_month, name="board_months"),
    path("thu-tuc/", coverage.procedures, name="board_procedures"),
    path("man-hinh/", wall.wall, name="board_wall"),
]
