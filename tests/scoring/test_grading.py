"""Sums, grades, gates; months counted into a year: the examples of docs/scoring.md."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from scoring.annual import grade_year
from scoring.grading import Grade, Scored, grade, not_held
from scoring.models import CriteriaSet
from tests.factories.scoring import criteria_set

pytestmark = pytest.mark.django_db


def scored(points: str, *, gate: str = "6", full: str = "6") -> list[Scored]:
    """Everything else in one line, and a gate criterion of six points."""
    rest = Decimal(points) - Decimal(gate)
    return [
        Scored("TK-1.1", rest, Decimal(100), is_gate=False),
        Scored(
            "TK-4.6",
            Decimal(gate),
            Decimal(full),
            is_gate=True,
            reason="9/20 dự họp phát biểu (45,0%)",
            to_full="11 đồng chí",
        ),
    ]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("100", "TOT"),
        ("90", "TOT"),
        ("89.99", "KHA"),
        ("89.5", "KHA"),
        ("70", "KHA"),
        ("69.5", "TB"),
        ("50", "TB"),
        ("49.5", "KEM"),
        ("6", "KEM"),
    ],
)
def test_grades_compare_the_unrounded_sum(points, expected):
    assert grade(criteria_set(), scored(points)).grade == expected


def test_a_gate_criterion_below_full_keeps_tot_away_and_says_why():
    found = grade(criteria_set(), scored("91.5", gate="5"))
    assert (found.points, found.base, found.grade) == (Decimal("91.5"), Grade.TOT, Grade.KHA)
    assert found.sentence == "91,5 điểm đạt mức Tốt, nhưng xếp loại Khá"
    assert found.because == (
        "Tiêu chí điều kiện 4.6 được 5/6: 9/20 dự họp phát biểu (45,0%). Đủ 11 đồng chí thì không bị khống chế."
    )


def test_a_gate_says_nothing_where_it_changes_nothing():
    found = grade(criteria_set(), scored("88.5", gate="5"))
    assert (found.grade, found.gates) == (Grade.KHA, ())
    assert found.sentence == "88,5 điểm, xếp loại Khá"


@pytest.mark.parametrize(("points", "expected"), [("95", "TB"), ("75", "TB"), ("60", "TB"), ("40", "KEM")])
def test_without_minutes_at_most_trung_binh(points, expected):
    assert grade(criteria_set(), scored(points), has_minutes=False).grade == expected


def test_both_gates_are_printed_and_the_lower_holds():
    found = grade(criteria_set(), scored("95", gate="5"), has_minutes=False)
    assert [gate.code for gate in found.gates] == ["G1", "G2"]
    assert found.grade == Grade.TB


def test_a_month_not_held_without_consent_is_kem():
    found = not_held(criteria_set())
    assert (found.points, found.grade) == (Decimal(0), Grade.KEM)
    assert found.gates[0].code == "G3"


def test_points_never_change_to_fit_the_grade():
    assert grade(criteria_set(), scored("99", gate="0")).points == 99


def year(text: str) -> list[tuple[date, str]]:
    """ "T9 K3" → nine months Tốt, three Khá."""
    names = {"T": "TOT", "K": "KHA", "B": "TB", "Y": "KEM"}
    grades = [names[part[0]] for part in text.split() for _ in range(int(part[1:]))]
    return [(date(2026, number, 1), grade) for number, grade in enumerate(grades, start=1)]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ("T7 K5", "TOT"),
        ("T12", "TOT"),
        ("T6 K6", "KHA"),
        ("T11 B1", "KHA"),
        ("K7 B5", "KHA"),
        ("K6 B6", "TB"),
        ("T11 Y1", "TB"),
        ("T10 Y2", "TB"),
        ("T9 Y3", "KEM"),
        ("T6", "TB"),  # six months are not yet seven
    ],
)
def test_the_year_is_counted(months, expected):
    rules = criteria_set().annual_rules.all()
    assert grade_year(rules, year(months)).grade == expected


def test_a_quarter_without_a_thematic_meeting_caps_the_year():
    rules = criteria_set().annual_rules.all()
    found = grade_year(rules, year("T12"), thematic_quarters={1, 2, 4})
    assert (found.grade, found.gate) == ("KHA", "Thiếu sinh hoạt chuyên đề quý III: năm xếp tối đa loại Khá.")
    assert grade_year(rules, year("K6 B6"), thematic_quarters={1}).grade == "TB"
    # a chapter founded in July owes only two quarters
    assert grade_year(rules, year("T12"), due_quarters={3, 4}, thematic_quarters={3, 4}).grade == "TOT"


def test_months_agreed_not_to_be_held_are_left_out_and_listed():
    rules = criteria_set().annual_rules.all()
    months = [*year("T7 K4"), (date(2026, 12, 1), "KEM")]
    found = grade_year(rules, months, agreed=[date(2026, 12, 1)])
    assert (found.grade, found.counted, found.excluded) == ("TOT", 11, (date(2026, 12, 1),))


def test_a_year_without_months_has_no_grade():
    assert grade_year(criteria_set().annual_rules.all(), []).grade is None


def test_a_rule_may_count_only():
    rule = SimpleNamespace(
        grade="TOT", text="", every_at_least="", count_at_least=2, count_of_at_least="", at_most_kem=None
    )
    assert grade_year([rule], year("T1 Y1")).grade == "TOT"
    assert grade_year([rule], year("T1")).grade == "KEM"


@pytest.mark.parametrize(("code", "groups", "criteria"), [("TK", 7, 24), ("CD", 5, 18), ("CU", 5, 16)])
def test_the_default_sets(code, groups, criteria):
    found = criteria_set(code)
    assert found.status == CriteriaSet.Status.ISSUED
    assert found.valid_from == date(2016, 1, 1)
    assert found.groups.count() == groups
    assert len(found.all_criteria) == criteria
    assert sum(criterion.max_points for criterion in found.all_criteria) == 100
    for group in found.groups.all():
        assert group.max_points == sum(each.max_points for each in group.criteria.all())
    for each in found.all_criteria:
        assert max(level.points for level in each.scale) == each.max_points
        assert all(level.points % found.score_step == 0 for level in each.scale)


def test_loading_again_changes_nothing():
    found = criteria_set()
    CriteriaSet.objects.filter(pk=found.pk).update(name="Khối đã sửa")
    again = criteria_set()
    assert (again.pk, again.name) == (found.pk, "Khối đã sửa")
    assert CriteriaSet.objects.count() == 3
