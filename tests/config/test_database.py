"""The database we are on is set up as it must be."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_postgresql_is_spoken_to_by_psycopg2():
    assert connection.vendor != "postgresql" or connection.Database.__name__ == "psycopg2"  # type: ignore[attr-defined]


def test_sqlite_takes_its_lock_when_a_transaction_begins():
    options = connection.settings_dict["OPTIONS"]
    assert connection.vendor != "sqlite" or options["transaction_mode"] == "IMMEDIATE"
