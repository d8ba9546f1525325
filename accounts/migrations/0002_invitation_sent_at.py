from django.db import migrations, models
from django.db.models import F


def were_sent(apps, _schema_editor):
    """Until now nothing was known of those that failed: all count as sent."""
    apps.get_model("accounts", "Invitation").objects.update(sent_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(were_sent, migrations.RunPython.noop),
    ]
