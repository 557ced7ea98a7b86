"""An index that finds the words of a text by how they begin."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table


class WordIndex(models.Index):
    """Finds folded words of one text column by their beginnings, on PostgreSQL (`queries.words.begins`).

    SQLite, the database of one office, reads the column instead: there the index holds no row and costs nothing.
    """

    def create_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **kwargs: Any
    ) -> Statement:
        """The statement that makes the index."""
        quote = schema_editor.quote_name
        field = model._meta.get_field(self.fields[0])
        assert isinstance(field, models.Field)
        column = quote(str(field.column))
        if schema_editor.connection.vendor == "postgresql":
            how = f"USING gin (to_tsvector('simple', {column})) WITH (fastupdate = off)"
        else:
            how = f"({quote('id')}) WHERE 0"
        return Statement(
            f"CREATE INDEX %(name)s ON %(table)s {how}",
            name=quote(self.name),
            table=Table(model._meta.db_table, quote),
        )
