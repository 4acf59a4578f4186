"""The audit trail: lines are added, and the database refuses anything else."""

from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Entry
from accounts.request import AddressMiddleware

append_only = import_module("accounts.migrations.0002_append_only")


@pytest.fixture
def entry(secretary):
    return Entry.objects.record("account.signed_in", secretary, by=secretary)


def test_an_entry_says_who_what_when(entry, secretary):
    assert entry.by == secretary
    assert entry.by_name == "Trần Thị Hòa Bình"
    assert entry.thing_type == "accounts.user"
    assert entry.at is not None
    assert list(Entry.objects.about(secretary)) == [entry]


def test_where_from(secretary, rf):
    def act(request):
        return Entry.objects.record("a.b", secretary, by=secretary)

    entry: Any = AddressMiddleware(act)(rf.get("/", REMOTE_ADDR="10.1.2.3"))
    assert entry.address == "10.1.2.3"
    assert act(None).address is None


def test_a_line_cannot_be_changed(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(verb="other")


def test_a_line_cannot_be_removed(entry):
    if connection.vendor == "sqlite":  # taken away for the tests' own clean-up; see tests/conftest.py
        with connection.cursor() as cursor:
            cursor.execute(append_only.SQLITE[1])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()
