"""Dossiers found by the beginnings of words: code, names, numbers, procedure; with and without diacritics."""

from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.sql.compiler import SQLCompiler

from motcua.kernel import text

MOST_WORDS = 8


def matching(q: str) -> Q:
    """Every word of the question begins some token of the dossier.

    A word with signs in it ("261105-0034", a part of a code) is found whole or by all its parts. PostgreSQL asks the
    index of words (`models.indexes.WordIndex`), SQLite reads the column: both find the same.
    """
    asked = [_ways(word) for word in q.split()[:MOST_WORDS]]
    asked = [ways for ways in asked if ways]
    if not asked:
        return Q()
    if connection.vendor == "postgresql":
        return Q(_Finds(F("search"), Value(_spelled(asked))))
    found = Q()
    for ways in asked:
        either = Q()
        for parts in ways:
            every = Q()
            for part in parts:
                every &= Q(search__startswith=part) | Q(search__contains=f" {part}")
            either |= every
        found &= either
    return found


def _ways(word: str) -> list[list[str]]:
    """The ways in which a word may be found: by its parts, or as one; each a list of tokens."""
    tokens = text.tokens(word).split()
    if not tokens:
        return []
    *parts, whole = tokens
    return [[whole], parts] if parts else [[whole]]


def _spelled(asked: list[list[list[str]]]) -> str:
    """The question as PostgreSQL writes it; tokens are letters and digits only, so nothing needs to be quoted."""
    groups = [" | ".join("(" + " & ".join(f"{part}:*" for part in parts) + ")" for parts in ways) for ways in asked]
    return " & ".join(f"({group})" for group in groups)


class _Finds(Func):
    """`to_tsvector('simple', column) @@ to_tsquery('simple', question)`, written as the index is."""

    output_field = BooleanField()

    def as_sql(self, compiler: SQLCompiler, connection: Any, *args: Any, **extra: Any) -> Any:
        column, of_column = compiler.compile(self.source_expressions[0])
        question, of_question = compiler.compile(self.source_expressions[1])
        statement = f"(to_tsvector('simple', {column}) @@ to_tsquery('simple', {question}))"
        return statement, [*of_column, *of_question]
