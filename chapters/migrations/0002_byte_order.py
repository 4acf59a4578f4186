"""Paths and sort keys are compared byte by byte: PostgreSQL is told so, SQLite does it anyway.

Whoever alters one of these columns later says it again, or ranges of paths lose their index.
"""

from django.db import migrations

COLUMNS = [("chapters_organization", "path"), ("chapters_member", "sort_key")]


def collate(apps, schema_editor, collation='COLLATE "C"'):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, column in COLUMNS:
        schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar(200) {collation}")


def default(apps, schema_editor):
    collate(apps, schema_editor, collation='COLLATE "default"')


class Migration(migrations.Migration):
    dependencies = [("chapters", "0001_initial")]
    operations = [migrations.RunPython(collate, default)]
