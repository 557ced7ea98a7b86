"""What a page weighs and whether everybody can use it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIRST_VIEW_BYTES = 30 * 1024


def axe(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice, one line a finding; needs JavaScript on."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "async tags => (await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})).violations",
        RULES,
    )
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['target']} {node['html'][:120]}"
        for rule in found
        for node in rule["nodes"]
    ]


@dataclass(slots=True)
class Weight:
    """Bytes over the line for the first view of a page, address by address."""

    parts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.parts.values())

    def __str__(self) -> str:
        rows = sorted(self.parts.items(), key=lambda part: -part[1])
        return "\n".join([f"{self.total} bytes", *(f"{size:>8} {address}" for address, size in rows)])


def first_view(browser: Browser, url: str) -> Weight:
    """Open a page as somebody who was never here and weigh the bodies as they were sent (compressed)."""
    context = browser.new_context(locale="vi-VN")
    weight = Weight()
    finished: list[Request] = []
    try:
        page = context.new_page()
        page.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108 — it takes no builtin
        page.goto(url, wait_until="networkidle")
        for request in finished:
            weight.parts[request.url] = max(request.sizes()["responseBodySize"], 0)
    finally:
        context.close()
    return weight
