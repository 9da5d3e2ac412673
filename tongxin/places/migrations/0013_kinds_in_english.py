from typing import Any

from django.db import migrations, models

SHIPPED = {
    "house": "Notable's house",
    "lane": "Historic quarter",
    "base": "Education base",
    "members-home": "Members' home",
    "station": "Service station",
    "venue": "Venue",
    "pilot-zone": "Pilot zone",
}


def name_shipped(apps: Any, _editor: Any) -> None:
    for code, name in SHIPPED.items():
        apps.get_model("places", "PlaceKind").objects.filter(code=code, name_en="").update(name_en=name)


class Migration(migrations.Migration):
    dependencies = [("places", "0012_restoration_is_sample")]

    operations = [
        migrations.AddField("placekind", "name_en", models.CharField("英文名称", blank=True, max_length=80)),
        migrations.RunPython(name_shipped, migrations.RunPython.noop),
    ]
