"""The switches of the footer, and the gallery."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.desks.shell import access, helping, looks
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.gallery import PARTS, shown
from motcua.desks.shell.middleware import APPOINTMENT_KEY, LANGUAGE_COOKIE, LANGUAGES
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.people import queries as people


def back(request: Request, fallback: str = "/") -> HttpResponseRedirect:
    """303 to where the form says (`next`), never to another site."""
    url = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        url = fallback
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _remember(response: HttpResponse, name: str, value: str) -> None:
    if value:
        response.set_cookie(
            name, value, max_age=looks.YEAR, secure=bool(settings.SESSION_COOKIE_SECURE), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(name)


# The two switches need no token: all that a foreign page could do is change a visitor's language or contrast, and
# without a token pages carry no cookie of their own.
@csrf_exempt
@require_POST
@open_to(access.ALL)
def language(request: Request) -> HttpResponse:
    """Remember the language (`language`: vi or en)."""
    response = back(request)
    if (chosen := request.POST.get("language")) in LANGUAGES:
        _remember(response, LANGUAGE_COOKIE, str(chosen))
    return response


@csrf_exempt
@require_POST
@open_to(access.ALL)
def look(request: Request) -> HttpResponse:
    """Remember high contrast, large text, single keys (`contrast`, `large`, `keys`: 1 or 0; what is not sent stays)."""
    now = looks.looks_of(request)
    chosen = looks.Looks(
        contrast=request.POST.get("contrast", "1" if now.contrast else "0") == "1",
        large=request.POST.get("large", "1" if now.large else "0") == "1",
        keys_off=request.POST.get("keys", "0" if now.keys_off else "1") == "0",
    )
    response = back(request)
    _remember(response, looks.COOKIE, chosen.cookie)
    return response


@open_to(access.SIGNED_IN)
def appointment(request: Request) -> HttpResponse:
    """Choose under which of one's appointments to act (`appointment`: its number)."""
    held = people.appointments(request.user, clock.local_day(clock.now()))  # type: ignore[arg-type]
    if request.method != "POST":
        current = people.actor_for(request.user, clock.local_day(clock.now()), request.session.get(APPOINTMENT_KEY))
        return render_page(request, "components/appointments.html", {"held": held, "current": current})
    chosen = next((one.pk for one in held if str(one.pk) == request.POST.get("appointment")), None)
    if chosen is None:
        raise NotVisible("appointment.unknown")
    request.session[APPOINTMENT_KEY] = chosen
    return back(request)


KEYS = (
    ("Alt B", _("yêu cầu bổ sung, mẫu 02")),
    ("Alt J", _("hồ sơ sau")),
    ("Alt K", _("hồ sơ trước")),
)


@open_to(access.ALL)
def keys(request: Request) -> HttpResponse:
    """Every key and the switch for single keys: what `?` opens where scripts run."""
    return render_page(request, "components/keys_page.html", {"acts": KEYS})


@open_to(access.ALL)
def help_page(request: Request, slug: str) -> HttpResponse:
    """The help of one desk; written for those who work there, and no secret."""
    desk = helping.BY_SLUG.get(slug)
    if desk is None:
        raise NotVisible("page.not_found")
    lang = "en" if get_language() == "en" else "vi"
    context = {"desk": desk, "desks": helping.DESKS, "prose": f"help/{slug}.{lang}.html"}
    return render_page(request, "help/page.html", context)


@open_to(access.ALL)
def gallery(request: Request) -> HttpResponse:
    """Every component in its states: the pages on which accessibility is tested.

    `?staff=1` shows the dense ones; `?part=` states, forms, whole, confirm or error the others.
    """
    part = "staff" if request.GET.get("staff") == "1" else request.GET.get("part", "")
    if part == "error":
        raise NotVisible("dossier.unknown")
    if part not in PARTS:
        part = ""
    name = f"components/gallery_{part}.html" if part else "components/gallery.html"
    return render_page(request, "components/confirm_page.html" if part == "confirm" else name, shown(part))
