import json
from pathlib import Path

from django.db import migrations

DEFAULTS = Path(__file__).parent.parent / "data" / "agenda_templates.json"


def load(apps, schema_editor):
    Template = apps.get_model("meetings", "AgendaTemplate")
    Item = apps.get_model("meetings", "AgendaTemplateItem")
    for each in json.loads(DEFAULTS.read_text(encoding="utf-8")):
        lines = each.pop("items")
        template = Template.objects.create(**each)
        Item.objects.bulk_create(
            Item(template=template, position=position, **line) for position, line in enumerate(lines, start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
