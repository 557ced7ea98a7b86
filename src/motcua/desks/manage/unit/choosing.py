"""Choosing another unit, for administrators with units below theirs."""

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.desks.manage.chosen import frame, unit_of
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import text

SIZE = 60


@open_to("administrator")
def choose_unit(request: Request) -> HttpResponse:
    """Units that the viewer administers, by name; `q` narrows them."""
    unit = unit_of(request)
    q = request.GET.get("q", "")[:100]
    names = agencies.names_of(unit.below, unit.today, spoken(), short=True)
    codes = dict(Agency.objects.filter(Q(pk__in=unit.below)).values_list("pk", "code"))
    words = text.fold(q).split()
    rows = sorted(
        (
            {"code": codes[pk], "name": name}
            for pk, name in names.items()
            if all(word in text.fold(f"{name} {codes[pk]}") for word in words)
        ),
        key=lambda one: text.fold(one["name"]),
    )
    shown = paging.page(request, rows, size=SIZE)
    context = {**frame(unit, "unit"), "q": q, "shown": shown, "target": reverse("manage:unit"), "count": len(rows)}
    return render_page(request, "manage/unit/choose.html", context)
