"""After many rows came in: what the database knows of its tables, so that the next questions are planned for them."""

from django.db import connection

from motcua.dossiers.models import Dossier, DossierPaper, LedgerEntry, Standing
from motcua.journal.models import ChainHead, Event
from motcua.payments.models import Charge, Payment
from motcua.people.models import Party
from motcua.voice.models import Rating

MANY = 1000
"""From so many imported dossiers on the tables are counted anew."""
TABLES = (Dossier, DossierPaper, Standing, LedgerEntry, Rating, Party, Charge, Payment, Event, ChainHead)


def count_anew(imported: int) -> None:
    """PostgreSQL samples tables by itself only minutes later; until then a figure over a year could be planned as if
    they were empty, and take as long. SQLite plans by its indexes."""
    if imported < MANY or connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(model._meta.db_table for model in TABLES))
