"""The published sheet of a procedure as a paper to take away; its words come from the page that shows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.agencies.models import Agency
from motcua.desks.shell.papers.facts import qr_svg
from motcua.desks.shell.papers.money import office_facts
from motcua.desks.shell.papers.setting import pdf


def sheet_pdf(agency: Agency, said: Mapping[str, Any], *, address: str, at: datetime, lang: str) -> bytes:
    """A4. `said`: code, name, version, facts [{term, value, bold}], papers [{name, note}], fees [{term, value}], steps,
    laws, and the titles of each part; `address` is what the QR opens."""
    return pdf("sheet", {**office_facts(agency, at), "english": lang == "en", **said, "qr": qr_svg(address)})
