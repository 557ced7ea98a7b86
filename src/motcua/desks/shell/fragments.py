"""One URL answers the page and its fragments (design of the house, "Pages")."""

from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.template.base import Template
from django.template.context import make_context
from django.template.loader_tags import BlockNode
from django.utils.cache import patch_vary_headers


def target(request: HttpRequest) -> str:
    """The id of the element that an htmx request will fill; empty for a whole page.

    htmx 4 writes it as `div#queue`.
    """
    headers = request.headers
    if headers.get("HX-Request") != "true" or headers.get("HX-Boosted") == "true":
        return ""
    if headers.get("HX-History-Restore-Request") == "true" or headers.get("HX-Request-Type") == "full":
        return ""
    return unquote(headers.get("HX-Target", "")).rpartition("#")[2]


def _block(template: Template, name: str) -> BlockNode | None:
    for node in template.nodelist.get_nodes_by_type(BlockNode):
        if isinstance(node, BlockNode) and node.name == name:
            return node
    return None


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page, or only the block that an htmx request asks for.

    An element with id `queue` is filled by the template's `{% block queue %}` (hyphens become underscores), which
    stands inside the element and in this very template. Without such a block the whole page is answered.
    """
    found = loader.get_template(template)
    wanted = target(request).replace("-", "_")
    source: Template = found.template  # type: ignore[attr-defined]
    block = _block(source, wanted) if wanted else None
    if block is None:
        text = found.render(context, request)
    else:
        made = make_context(context, request, autoescape=True)
        with made.render_context.push_state(source), made.bind_template(source):
            text = block.render(made)
    response = HttpResponse(text, status=status)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response
