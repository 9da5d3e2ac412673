from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0013_kinds_in_english")]

    operations = [
        migrations.AddField(
            "restoration", "budget_address", models.URLField("预算依据的网址", blank=True, max_length=300)
        ),
    ]
