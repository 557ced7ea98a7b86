"""Translations are compiled when stale, and `./run messages` adds without touching."""

import gettext
import os

import pytest

from motcua.config import locales
from tests.house import messages

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Nộp hồ sơ"
msgstr "Submit"
"""


@pytest.fixture
def po(tmp_path):
    path = tmp_path / "desks" / "public" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO)
    return path


def test_a_missing_catalogue_is_compiled_once(po, tmp_path):
    assert locales.compile_stale(tmp_path) == [po]
    assert locales.compile_stale(tmp_path) == []
    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Nộp hồ sơ") == "Submit"


def test_a_newer_source_is_compiled_again(po, tmp_path):
    locales.compile_stale(tmp_path)
    later = po.with_suffix(".mo").stat().st_mtime + 1
    os.utime(po, (later, later))
    assert locales.compile_stale(tmp_path) == [po]


def test_a_broken_source_is_named_with_its_line(po, tmp_path):
    po.write_text(PO + "\nmsgid không có nháy\n")
    with pytest.raises(ValueError, match=r"django\.po:\d+: "):
        locales.compile_stale(tmp_path)


def test_new_sentences_are_appended_and_old_ones_kept(po):
    new = messages.Message('Nói "thật"\ncho rõ', "", "", messages.PACKAGE / "x.py", 1)
    several = messages.Message("%(n)s hồ sơ", "%(n)s hồ sơ", "count", messages.PACKAGE / "x.py", 2)
    messages.append(po, [new, several])
    text = po.read_text()
    assert text.startswith(PO)
    catalogue = messages.read_po(po.open("rb"), locale="en")
    assert catalogue.get(new.text).string == ""
    assert catalogue.get(several.text, context="count").id == ("%(n)s hồ sơ", "%(n)s hồ sơ")


def test_sentences_are_found_in_pages_and_code(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "{% load x %}\n  <p title=\"{% translate 'Nộp' %}\">it's 5 %\n"
        " {% blocktranslate trimmed count n=n %}\n Một {{ n }}\n {% plural %} Nhiều {{ n }}{% endblocktranslate %}\n"
        '{{ x|default:_("Không") }} {% button label=_("Gửi") %}{# it\'s #} {% translate "Mở" context "cửa" %}'
    )
    code = tmp_path / "code.py"
    code.write_text(
        'from x import gettext_lazy as _\nA = _("Một"\n "Cửa")\nB = ngettext("một", "nhiều", n)\nC = gettext(name)\n'
    )
    found = {(m.context, m.text, m.plural) for path in (page, code) for m in messages.messages_in(path)}
    assert found == {
        ("", "Nộp", ""),
        ("", "Một %(n)s", "Nhiều %(n)s"),
        ("", "Không", ""),
        ("", "Gửi", ""),
        ("cửa", "Mở", ""),
        ("", "MộtCửa", ""),
        ("", "một", "nhiều"),
    }
