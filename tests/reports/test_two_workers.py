"""Two workers at once, on a database that really runs them side by side: the last to write has seen the latest."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from chapters.models import Organization
from meetings.models import Meeting
from reports.models import StaleTally, Tally
from reports.tallies import refresh
from tests.factories.reports import held, is_well, months_ago, this_month

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

CHAPTERS = 8


@pytest.fixture
def bloc():
    bloc = Organization.found(by=None, kind="bloc", name="Đảng bộ Khối")
    body = Organization.found(by=None, kind="base_party_body", name="Đảng bộ Sở", parent=bloc)
    for place in range(CHAPTERS):
        Organization.found(by=None, kind="chapter", name=f"Chi bộ {place}", parent=body)
    return bloc


def at_once(acts):
    """Run each in a thread of its own, all starting together; the first error is raised here."""
    barrier = Barrier(len(acts))
    errors = []

    def run(act):
        try:
            barrier.wait()
            act()
        except Exception as error:  # noqa: BLE001 (raised below, in the test's own thread)
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_eight_chapters_close_while_four_workers_add_up(bloc):
    month = months_ago(1)
    chapters = list(Organization.objects.chapters())

    def close(chapter):
        def act():
            with transaction.atomic():
                StaleTally.objects.mark_meeting(held(chapter, month))
            refresh.refresh_stale()

        return act

    at_once([close(chapter) for chapter in chapters] + [refresh.refresh_stale] * 4)
    refresh.refresh_stale()
    assert Tally.objects.get(organization=bloc, month=month).held == CHAPTERS
    assert not StaleTally.objects.exists()
    assert is_well()


def test_a_rebuild_beside_a_change_loses_nothing(bloc):
    month = months_ago(1)
    chapters = list(Organization.objects.chapters())
    for chapter in chapters:
        held(chapter, month)

    def change():
        with transaction.atomic():
            meeting = Meeting.objects.get(organization=chapters[0], month=month)
            meeting.delete()
            StaleTally.objects.mark(chapters[0], month)
        refresh.refresh_stale()

    at_once([change, lambda: refresh.rebuild([month, this_month()]), lambda: refresh.rebuild([month])])
    refresh.refresh_stale()
    assert Tally.objects.get(organization=bloc, month=month).held == CHAPTERS - 1
    assert is_well()


def test_a_worker_that_dies_gives_its_marks_back(bloc, monkeypatch):
    month = this_month()
    chapter = Organization.objects.chapters()[0]
    held(chapter, month)
    StaleTally.objects.mark(chapter, month)

    def dies(*args):
        message = "killed"
        raise KeyboardInterrupt(message)

    monkeypatch.setattr("reports.tallies.years.add_up", dies)
    with pytest.raises(KeyboardInterrupt):
        refresh.refresh_stale()
    assert StaleTally.objects.exists()
    monkeypatch.undo()
    refresh.refresh_stale()
    assert Tally.objects.get(organization=bloc, month=month).held == 1
