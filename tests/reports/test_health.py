"""The keeper's page: worker, what waits, the last comparison, jobs; and the wish to add everything up anew."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.models import Entry
from reports.models import Pulse, RollupJob, StaleTally, Tally
from reports.tallies import refresh, schedule
from tests.factories.reports import held, months_ago, this_month


def test_only_the_keeper_sees_it(tree, administrator, board, secretary, sign_in):
    assert sign_in(administrator).get(reverse("reports:health")).status_code == 200
    for user in (board, secretary):
        assert sign_in(user).get(reverse("reports:health")).status_code == 403
        assert sign_in(user).post(reverse("reports:rebuild")).status_code == 403
    assert sign_in(administrator).get(reverse("reports:rebuild")).status_code == 405


def test_it_says_what_is_not_as_it_should_be(tree, administrator, sign_in):
    Pulse.objects.create(name=Pulse.WORKER, at=timezone.now() - timedelta(hours=1))
    Pulse.objects.create(
        name=Pulse.VERIFY, at=timezone.now(), is_well=False, details={"figures": 100, "differences": 3}
    )
    StaleTally.objects.mark(tree.chapter, this_month())
    StaleTally.objects.update(marked_at=timezone.now() - timedelta(hours=1))
    RollupJob.objects.create(
        first_month=this_month(), last_month=this_month(), state="running",
        lease_until=timezone.now() - timedelta(minutes=1),
    )  # fmt: skip
    text = sign_in(administrator).get(reverse("reports:health")).text
    for words in ("Không thấy hoạt động", "Chờ lâu", "Có chênh lệch", "Cần xem"):
        assert words in text


def test_the_sweep_beats_adds_up_and_takes_jobs_that_were_left(tree):
    held(tree.chapter, months_ago(1))
    job = RollupJob.objects.create(
        first_month=months_ago(1), last_month=this_month(), total=2, state="running", attempts=1,
        lease_until=timezone.now() - timedelta(minutes=1),
    )  # fmt: skip
    schedule.sweep()
    job.refresh_from_db()
    assert (job.state, job.done) == (RollupJob.State.DONE, 2)
    assert not StaleTally.objects.exists()
    assert Pulse.objects.filter(name=Pulse.WORKER).exists()
    assert Tally.objects.get(organization=tree.bloc, month=months_ago(1)).held == 1


def test_a_job_that_keeps_dying_is_given_up(tree):
    job = RollupJob.objects.create(
        first_month=this_month(), last_month=this_month(), state="running", attempts=3,
        lease_until=timezone.now() - timedelta(minutes=1),
    )  # fmt: skip
    schedule.sweep()
    job.refresh_from_db()
    assert job.state == RollupJob.State.FAILED
    assert "Đã thử 3 lần" in job.error


def test_a_running_job_is_not_taken_twice(tree):
    job = RollupJob.objects.create(first_month=this_month(), last_month=this_month(), total=1)
    assert job.claim()
    assert not RollupJob.objects.get(pk=job.pk).claim()


def test_a_job_goes_on_where_it_was_left(tree):
    held(tree.chapter, months_ago(2))
    job = RollupJob.objects.create(first_month=months_ago(2), last_month=this_month(), total=3, done=2)
    refresh.run(job.pk)
    assert not Tally.objects.filter(month=months_ago(2)).exists()
    assert Tally.objects.filter(month=this_month()).exists()


def test_asked_for_on_the_page_it_is_done_and_written_down(
    tree, administrator, sign_in, django_capture_on_commit_callbacks
):
    Tally.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        answer = sign_in(administrator).post(reverse("reports:rebuild"), follow=True)
    assert "Đã xếp việc tổng hợp lại toàn bộ số liệu" in answer.text
    assert RollupJob.objects.get().state == RollupJob.State.DONE
    assert Tally.objects.get(organization=tree.bloc, month=this_month()).chapters == 2
    assert Entry.objects.filter(verb="rollup.requested", by=administrator).exists()


def test_the_same_wish_twice_is_one_job(tree, administrator):
    first = RollupJob.objects.request(this_month(), this_month(), by=administrator)
    assert RollupJob.objects.request(this_month(), this_month(), by=administrator) == first


def test_the_schedules_entries_mend_what_is_missing(tree):
    held(tree.chapter, months_ago(1))
    schedule.roll_up_month()
    assert Tally.objects.get(organization=tree.bloc, month=months_ago(1)).held == 1
    year = this_month().year - 1
    held(tree.chapter, this_month().replace(year=year, month=12))
    schedule.roll_up_year()
    assert Tally.objects.filter(month__year=year).exists()
    schedule.verify_everything()
    assert Pulse.objects.get(name=Pulse.VERIFY).is_well is False  # the months between were never added up
    refresh.rebuild(refresh.all_months())
    schedule.verify_everything()
    assert Pulse.objects.get(name=Pulse.VERIFY).is_well
