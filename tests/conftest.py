"""What every test stands on. The people of each app's tests are in tests/factories and the app's own conftest."""

from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker

pytest_plugins = ["tests.installation", "tests.people"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--e2e", action="store_true", help="run the browser tests on the embedded installation too"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser and services run where there is a Redis (bin/test brings one), or when asked for by --e2e."""
    for item in items:
        if item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.xdist_group("browser"))
    if project_settings.REDIS_URL:
        return
    left_out = {"services"} if config.getoption("--e2e") else {"services", "e2e"}
    kept = [item for item in items if not any(item.get_closest_marker(name) for name in left_out)]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


@pytest.fixture(autouse=True)
def _clean_surroundings(settings, tmp_path: Path) -> None:
    """Files of one test are not another's, and nobody is locked out for what an earlier test typed."""
    settings.MEDIA_ROOT = tmp_path / "files"
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Between tests the audit trail may be emptied; on SQLite that is a DELETE like any other."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER IF EXISTS accounts_entry_no_delete")
