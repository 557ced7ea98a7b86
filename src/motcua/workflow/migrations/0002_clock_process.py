import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='process',
            name='decision_no',
            field=models.CharField(blank=True, default='', help_text='by which it was published', max_length=80),
        ),
        migrations.AddField(
            model_name='process',
            name='withdrawn',
            field=models.PositiveIntegerField(default=0, help_text='its own number once taken back before its first day, so that it takes no days from others'),
        ),
        migrations.CreateModel(
            name='ProcessDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, unique=True)),
                ('name_vi', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('steps', models.JSONField(default=list, help_text='rows as `rules.given_steps` reads them, right or wrong')),
                ('procedures', models.JSONField(default=list, help_text='codes of procedures that shall follow the process as well')),
                ('valid_from', models.DateField(null=True)),
                ('revision', models.PositiveIntegerField(default=1, help_text='grows with each saving: who saves names the one read')),
                ('started_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField()),
                ('base', models.ForeignKey(help_text='None: a new process', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.process')),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
