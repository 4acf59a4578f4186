"""Load the default criteria sets, so that a new installation can score at once."""

from django.db import migrations

from scoring.presets import load_default_sets


def load(apps, schema_editor):
    load_default_sets(apps.get_model)


def unload(apps, schema_editor):
    """Only sets that no sheet was scored by; a sheet keeps its criteria."""
    sets = apps.get_model("scoring", "CriteriaSet")
    sets.objects.filter(version=1, sheets__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
