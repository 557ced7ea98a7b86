"""A paper across HTTP."""

from django.http import HttpResponse


def paper_response(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser under an ASCII name; no cache keeps it, it holds a name and perhaps a PIN."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
