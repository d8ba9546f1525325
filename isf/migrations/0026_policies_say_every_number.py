from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("isf", "0025_orders_by_part"),
    ]

    operations = [
        migrations.AlterField(
            model_name="policy",
            name="absence_apart_days",
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name="policy",
            name="absence_funded_days",
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name="policy",
            name="absence_review_day",
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name="policy",
            name="bank_months",
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name="policy",
            name="contribution_days",
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name="policy",
            name="lifts_hold",
            field=models.CharField(max_length=32),
        ),
        migrations.AlterField(
            model_name="policy",
            name="recovery_notice_days",
            field=models.PositiveIntegerField(),
        ),
    ]
