"""Forms and notices of one dossier, for everybody who may see it: what was given on paper, what was written to whom."""

from django.http import HttpResponse

from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.papers import paper_response
from motcua.desks.shell.papers.of_dossier import INSIDE, READERS, form_pdf, forms_of
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.notifications.queries import told_of


@open_to(*READERS)
def papers(request: Request, code: str) -> HttpResponse:
    """The page: forms to print, then every notice with what became of it."""
    found = queries.get_visible(code, viewer=request.actor, at=clock.now())
    inside = request.actor.role in INSIDE
    return render_page(
        request,
        "components/dossier_papers.html",
        {
            "dossier": found,
            "forms": forms_of(found, request.actor),
            "notices": told_of(found, inside=inside),
            "inside": inside,
        },
    )


@open_to(*READERS)
def paper(request: Request, code: str, key: str) -> HttpResponse:
    """One form as a file."""
    now = clock.now()
    found = queries.get_visible(code, viewer=request.actor, at=now)
    content = form_pdf(found, key, viewer=request.actor, lang=spoken(), at=now)
    return paper_response(content, f"mau-{key}-{found.code}")
