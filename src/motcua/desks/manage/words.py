"""Sentences of this desk: code → (Vietnamese, English)."""

from motcua.desks.manage.forms.words import WORDS as FORMS
from motcua.desks.manage.notices.words import WORDS as NOTICES
from motcua.desks.manage.procedures.words import WORDS as CONTROL
from motcua.desks.manage.processes.words import WORDS as PROCESSES
from motcua.desks.manage.unit.words import WORDS as UNIT

WORDS = {**CONTROL, **FORMS, **NOTICES, **PROCESSES, **UNIT}
