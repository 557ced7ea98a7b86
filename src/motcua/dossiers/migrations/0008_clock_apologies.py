"""Extensions of before are apologies that were signed: their form 04 was printed from the ledger alone."""

from django.db import migrations


def fill(apps, schema_editor):
    Apology = apps.get_model("dossiers", "Apology")
    Ledger = apps.get_model("dossiers", "LedgerEntry")
    Remark = apps.get_model("dossiers", "Remark")
    Event = apps.get_model("journal", "Event")
    cancelled = set(Ledger.objects.exclude(cancels=None).values_list("cancels_id", flat=True))
    numbers = {}
    lines = Ledger.objects.filter(rule="extension").order_by("dossier_id", "number")
    rows = lines.values_list("pk", "dossier_id", "dossier__code", "dossier__imported", "at", "due_before", "due_after")
    for pk, dossier_id, code, imported, at, before, after in rows.iterator():
        if pk in cancelled:
            continue
        event = Event.objects.filter(chain=code, type="dossier.extended", at=at).order_by("-number").first()
        reason = Remark.objects.filter(event_id=event.pk).values_list("text", flat=True).first() if event else ""
        numbers[dossier_id] = numbers.get(dossier_id, 0) + 1
        signer = int(event.by_id) if event and event.by_kind == "account" and event.by_id.isdigit() else None
        Apology.objects.create(
            dossier_id=dossier_id,
            number=numbers[dossier_id],
            state="signed",
            due_before=before,
            due_after=after,
            reason_code="other",
            reason=reason or "Gia hạn",
            drafted_at=at,
            decided_at=at,
            decided_by_id=signer,
            imported=imported,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_clock_paper_register"),
        ("journal", "0002_every_desk"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
