"""Receipts and slips of refunds on paper."""

from django.http import HttpResponse

from motcua.desks.shell import papers
from motcua.desks.shell.access import open_to
from motcua.desks.shell.request import Request
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.payments import queries as payments


@open_to("single_window_officer", "commune_leader")
def money_receipt(request: Request, code: str, number: int) -> HttpResponse:
    """The receipt of one payment, both copies."""
    found = queries.get_visible(code, viewer=request.actor, at=clock.now())
    row = payments.get_receipt(found, number)
    return papers.paper_response(papers.money_receipt_pdf(row), f"bien-lai-{row.number}-{found.code}")


@open_to("single_window_officer", "commune_leader")
def refund_slip(request: Request, code: str, payment: int, number: int) -> HttpResponse:
    """The slip of one refund, both copies."""
    found = queries.get_visible(code, viewer=request.actor, at=clock.now())
    row = payments.get_refund(found, payment, number)
    return papers.paper_response(papers.refund_slip_pdf(row), f"phieu-hoan-{row.slip}-{found.code}")
