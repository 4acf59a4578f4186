"""manage.py rollup: a month, a year, everything; and the comparison that ends with 1 on any difference."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from reports.models import Pulse, Tally
from tests.factories.reports import held, months_ago, this_month


def line(capsys):
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])


def test_a_month_a_year_and_everything(tree, capsys):
    held(tree.chapter, months_ago(1))
    call_command("rollup", f"{months_ago(1):%Y-%m}")
    assert line(capsys)["months"] == 1
    assert set(Tally.objects.values_list("month", flat=True)) == {months_ago(1)}
    call_command("rollup")
    assert line(capsys)["months"] == 2
    call_command("rollup", str(this_month().year))
    assert line(capsys)["state"] == "done"


def test_verify_prints_one_line_and_ends_well(tree, capsys):
    held(tree.chapter, months_ago(1))
    call_command("rollup")
    call_command("rollup", "--verify")
    found = line(capsys)
    assert (found["months"], found["differences"]) == (2, 0)
    assert found["figures"] > 100
    assert Pulse.objects.get(name=Pulse.VERIFY).is_well


def test_any_difference_ends_with_one(tree, capsys):
    held(tree.chapter, months_ago(1))
    call_command("rollup")
    Tally.objects.filter(organization=tree.bloc).update(present=3)
    with pytest.raises(SystemExit) as ended:
        call_command("rollup", "--verify")
    assert ended.value.code == 1
    assert line(capsys)["differences"] > 0


@pytest.mark.parametrize(
    ("period", "words"),
    [("thang 10", "Không đọc được kỳ"), ("2026-13", "Không đọc"), ("2199-01", "chưa đến")],
)
def test_a_period_that_is_none_is_refused(tree, period, words):
    with pytest.raises(CommandError, match=words):
        call_command("rollup", period)
