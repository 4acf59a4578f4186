"""docs/permissions.md is what the code says."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from chapters.permissions import Permission


def test_the_page_is_current():
    printed = StringIO()
    call_command("print_permissions", stdout=printed)
    assert (
        Path(settings.BASE_DIR, "docs", "permissions.md").read_text(encoding="utf-8") == printed.getvalue()
    ), "Run: manage.py print_permissions > docs/permissions.md"


def test_every_right_is_said_in_vietnamese():
    assert [right.name for right in Permission.registry.values() if not right.says] == []
