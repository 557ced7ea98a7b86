from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0005_queue_by_step"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("paused_since", None), ("received_at__isnull", False), ("resolved_at", None)),
                fields=["agency", "step", "due_at"],
                name="dossier_going",
            ),
        ),
    ]
