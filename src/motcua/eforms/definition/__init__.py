"""What a form is, as data, and the loader that refuses a bad one.

A definition is one JSON object (YAML in the country pack). It is never edited in place: a change is a new `version`.

```
key, version        slug and whole number ≥ 1; together they name the definition for ever
name_vi, name_en    the form's name
intro_vi, intro_en  optional sentences for the first page
legal               optional list of acts that prescribe the form ("04/2020/TT-BTP")
groups              pages in order: [{key, title_vi, title_en, intro_vi?, intro_en?, show_if?, closing?}]
                    a group is one question or a few that belong together; `closing: true` is not a page: it is asked
                    on the check page, beside the button that submits (the vow)
fields              in order: [{key, type, label_vi, label_en, group, …}], see below
checks              optional rules across fields: [{key, check, field, words_vi, words_en, severity?}]; `check` is
                    JsonLogic that must not come out false; `severity: warn` tells the officer and stops nobody
lists               {name: [{code, label_vi, label_en}]} for choices
```

Attributes of a field, beside key, type, label_vi, label_en and group:

- `help_vi`, `help_en`: one or two sentences under the label; `suffix`: unit behind a number ("m²").
- `required` (true/false), `required_if` (JsonLogic), `show_if` (JsonLogic: a hidden field has no value).
- `ask: false`: never asked on a page, but taken from the API or filled by `default` or `computed`.
- `default`: a value, or "today" for dates. `prefill`: what the State already knows (`PREFILLS`).
- `example`: for `rules.example`; in it `{days_ago: 20}` is a date (with `time: "09:30"` or `as: month`), and
  `{cast: mother.full_name}` what is said of a person of the cast (`rules.cast`).
- `computed`: JsonLogic, or `{rule: date_in_words, of: field}` (`RULES`); what is sent for it is overwritten.
- texts: `max_length`, `pattern`, `pattern_if` [{if, pattern}], `case: upper`, `format: name` (a person's name).
- numbers: `min`, `max`. Dates: `not_after`, `not_before`: "today" or the key of another date.
- choices: `list`. `unit`: `level` (commune, district, province) and `as_of` (a date field: the place may be one of
  that day).
- `person_id`: `born` and `gender`: fields the number should agree with (disagreement is a warning).
- `phone`: `landline: true` also takes numbers of eleven digits that begin with 02.
- `file`: `media_types`, `max_mb`. `table`: `rows` {min, max, preset?} and `columns` (fields without group); `preset`
  gives the rows themselves, each with some cells filled. `person`: `parts` out of `PERSON_PARTS`, `required_parts`.

Values of answers, by type: `text`, `textarea`, `phone`, `email`, `person_id`, `unit`, `agency`, `file` (the file's id)
and `select` (a code) are strings; `integer` and `money` (đồng) whole numbers; `decimal` a number; `boolean`, `accept`
true or false; `date` "2026-10-28", `datetime` "2026-10-28T09:30" (local), `month` "2026-10", `date_or_year` "1946" or
"1946-05-12"; `multiselect` a list of codes; `address` {place, line, on?}: the code of the commune, the rest in words,
and the day on which that code held (default today); `person` an object of its parts; `table` a list of objects.

Conditions see the answers by key, and `$today` (ISO date), `$age.KEY` (completed years today; a year alone counts from
1 January) and `$days.KEY` (days from that date to today) of every date. A condition on something unanswered is unknown:
as `show_if` and `required_if` it does not hold, as `check` it does not refuse. Inside a table a condition also sees the
cells of its own row that stand before it.
"""

from motcua.eforms.definition.load import BadDefinition, Problem, load
from motcua.eforms.definition.shapes import (
    PERSON_PARTS,
    PREFILLS,
    RULES,
    TYPES,
    Check,
    Definition,
    Field,
    Group,
    Option,
    PatternIf,
    Rows,
)

__all__ = [
    "PERSON_PARTS",
    "PREFILLS",
    "RULES",
    "TYPES",
    "BadDefinition",
    "Check",
    "Definition",
    "Field",
    "Group",
    "Option",
    "PatternIf",
    "Problem",
    "Rows",
    "load",
]
