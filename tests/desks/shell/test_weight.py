"""Ceilings of the design: style sheet 12 KB, first view 30 KB, compressed; and the committed files are what they say."""

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "src" / "motcua" / "static"
CSS = (STATIC / "app.css").read_text(encoding="utf-8")


def packed(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


def test_the_style_sheet_is_under_12_kb():
    assert packed("app.css") <= 12 * 1024


@pytest.mark.django_db
@pytest.mark.urls("tests.desks.shell.urls")
def test_the_first_view_is_under_30_kb_with_every_script(client):
    files = ["app.css", "app.js", "htmx.min.js", "icons.svg", "band.svg", "glyph.svg"]
    page = len(gzip.compress(client.get("/khong-co/").content, 6))
    shared = sum(len(brotli.compress((STATIC / name).read_bytes())) for name in files)  # as whitenoise sends them
    assert shared <= 25 * 1024  # leaves 5 KB for a page that uses htmx
    assert shared + page <= 30 * 1024


def test_everything_comes_from_here():
    assert re.findall(r"url\(([^)]*)\)", CSS) == ['"band.svg?v=1"']
    assert "@font-face" not in CSS
    assert "@import" not in CSS
    assert "GDS" not in CSS


def test_high_contrast_is_a_wish_of_the_system_or_a_switch():
    assert "prefers-contrast: more" in CSS or "prefers-contrast:more" in CSS
    assert ":root.hc" in CSS
    assert "forced-colors" in CSS


def test_licences_lie_beside_what_they_cover():
    for name in ("LICENSE-govuk-frontend.txt", "LICENSE-htmx.txt"):
        assert (STATIC / name).stat().st_size > 300


def test_the_lock_file_names_no_host():
    lock = (ROOT / "frontend" / "package-lock.json").read_text()
    assert "http" not in lock
    assert json.loads(lock)["packages"]["node_modules/govuk-frontend"]["integrity"]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def token(name: str, where: str = "mc.css") -> str:
    found = re.search(rf"--{name}: ?(#[0-9A-Fa-f]{{3,6}})", (STATIC / "src" / where).read_text())
    assert found, name
    colour = found[1]
    return colour if len(colour) == 7 else "#" + "".join(c * 2 for c in colour[1:])


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("soft", "paper"),
        ("soft", "ground"),
        ("soft", "ended"),
        ("link", "paper"),
        ("link", "wash"),
        ("visited", "paper"),
        ("ok", "okw"),
        ("soon", "ricewash"),
        ("yours", "yoursw"),
        ("late", "latew"),
        ("deep", "rice"),
    ],
)
def test_words_are_readable_on_their_ground(text, ground):
    assert contrast(token(text), token(ground)) >= 4.5


@pytest.mark.parametrize("name", ["ink", "soft", "link", "indigo", "ok", "soon", "late", "yours"])
def test_high_contrast_reaches_eleven_to_one(name):
    assert contrast(token(name, "app.scss"), "#ffffff") >= 11
