"""Every letter to officers, in both languages, with every value and with none: no hole, no markup, the code in front."""

import re

import pytest
from django.template import Engine

from motcua.desks.manage.notices.texts import _facts
from motcua.flows.notify_table import TABLE
from motcua.notifications import rules
from motcua.notifications.rendering import render_facts


@pytest.mark.parametrize("language", rules.LANGUAGES)
@pytest.mark.parametrize("template", [*rules.EVERY_TEXT])
def test_a_letter_reads_whole_with_every_value_and_with_few(template, language):
    whole = _facts(language)
    few = dict.fromkeys(whole, "") | {name: whole[name] for name in ("code", "procedure", "agency", "due", "track")}
    for facts in (whole, few):
        said = render_facts(template, language, facts)
        assert whole["code"] in said.subject
        assert "\n" not in said.subject
        for text in (said.subject, said.body):
            assert "{{" not in text
            assert "{%" not in text
            assert "None" not in text
            assert re.search(r"\bbạn\b|quý khách|vui lòng|!", text, re.IGNORECASE) is None
        assert said.body.strip()


def test_every_row_of_the_table_has_its_letters_and_a_name():
    for rows in TABLE.values():
        for row in rows:
            assert row.key in rules.EVERY_TEXT, row.key
            for language in rules.LANGUAGES:
                Engine.get_default().get_template(f"notices/{row.key}.{language}.txt")
    sent = {row.key for rows in TABLE.values() for row in rows}
    assert set(rules.EVERY_TEXT) == sent
