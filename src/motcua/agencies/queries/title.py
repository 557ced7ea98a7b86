"""What posts and agencies were called: for stories that keep codes and slugs."""

from collections.abc import Iterable
from datetime import date

from motcua.agencies.models import Agency, Position
from motcua.agencies.queries.agency import names_of


def titles_of(posts: Iterable[tuple[str, str]], on: date, lang: str = "vi") -> dict[tuple[str, str], str]:
    """Titles of posts by (agency's code, slug), as they were called on a day; what is not known is left out. One
    query."""
    wanted = {(code, slug) for code, slug in posts if code and slug}
    if not wanted:
        return {}
    rows = Position.objects.filter(
        agency__code__in={code for code, _ in wanted}, slug__in={slug for _, slug in wanted}, valid_from__lte=on
    )
    found: dict[tuple[str, str], str] = {}
    for row in rows.select_related("agency").order_by("valid_from"):
        key = (row.agency.code, row.slug)
        if key in wanted:  # the last that had begun
            found[key] = (row.title_en if lang == "en" else "") or row.title_vi
    return found


def names_by_code(codes: Iterable[str], on: date, lang: str = "vi", *, short: bool = False) -> dict[str, str]:
    """Names of agencies by their codes on a day; two queries at most."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    ids = dict(Agency.objects.filter(code__in=wanted).values_list("pk", "code"))
    return {ids[pk]: name for pk, name in names_of(ids, on, lang, short=short).items()}
