"""The database itself refuses to change or remove a line of the audit trail."""

from django.db import migrations

REFUSAL = "The audit trail is append-only"
SQLITE = [
    f"CREATE TRIGGER accounts_entry_no_{act.lower()} BEFORE {act} ON accounts_entry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    "CREATE FUNCTION accounts_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER accounts_entry_no_change BEFORE UPDATE OR DELETE ON accounts_entry "
    "FOR EACH ROW EXECUTE FUNCTION accounts_entry_refuse()",
]
BACK = {
    "sqlite": [f"DROP TRIGGER IF EXISTS accounts_entry_no_{act}" for act in ("update", "delete")],
    "postgresql": [
        "DROP TRIGGER IF EXISTS accounts_entry_no_change ON accounts_entry",
        "DROP FUNCTION IF EXISTS accounts_entry_refuse()",
    ],
}


def refuse(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
