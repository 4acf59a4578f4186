"""What the engine does with facts of any kind: no data, no rule, no band, no people to count."""

from decimal import Decimal

from scoring.evidence import State, describe, is_read, suggest, suggest_all, sum_of
from scoring.evidence.registry import AWAITED, EVIDENCE, RULES
from tests.factories.scoring import Criterion, item, record, roll, speeches, vote
from tests.scoring.examples import criterion, points, reason

BANDS = {
    "metric": "speakers.rate_pct",
    "unit": "percent",
    "first_match": [{"op": ">", "value": "50", "points": "6"}],
}


def test_a_share_in_no_band_gives_no_points():
    low = Criterion(["speakers.rate_pct"], ["6", "0"], bands=BANDS)
    found = suggest(low, record(roll=roll(10), speeches=speeches(1)))
    assert (found.state, found.points) == (State.NONE, None)
    assert suggest(low, record(roll=roll(2), speeches=speeches(1, 2))).points == 6


def test_full_points_that_no_band_gives_are_not_promised():
    never = Criterion(["speakers.rate_pct"], ["9", "0"], bands=BANDS)
    found = suggest(never, record(roll=roll(2), speeches=speeches(1, 2)))
    assert (found.points, found.to_full) == (Decimal(6), "")


def test_keys_without_a_rule_show_what_they_say():
    odd = Criterion(["agenda.items_count", "attendance.rate_pct"], ["1"])
    found = suggest(odd, record(items=(item(),), roll=roll(4)))
    assert (found.points, found.reason) == (None, "1 mục; 4/4 (100,0%); cho phép vắng 0")
    assert suggest(Criterion(["ai.ghi"], ["1"]), record()).points is None


def test_not_arising_gives_nothing_where_the_criterion_does_not_say_so():
    strict = Criterion(criterion("TK-3.1").evidence, ["3", "1.5", "0"])
    assert suggest(strict, record(meeting={"leader_count": 1})).points is None


def test_without_agenda_roll_or_votes_there_is_no_data():
    for code in ("TK-4.1", "TK-4.2", "TK-4.3", "TK-4.5", "TK-4.6", "TK-5.1", "CU-1.2", "CU-3.4"):
        assert points(code) is None
    assert points("TK-2.1", roll=roll(0, away=2)) is None


def test_exempt_members_vote_when_they_are_in_the_room():
    people = roll(4, probationary=1, exempt=1, exempt_here=1, away=1, suspended=1, special_duty=1)
    assert record(roll=people).vote_base == 6
    assert points("TK-5.1", roll=people, votes=(vote(5, base=6, present=5),)) == 2


def test_two_thirds_for_admissions():
    assert vote(8, base=12, present=10, kind="admission").is_carried
    assert not vote(7, base=12, present=10, kind="admission").is_carried


def test_the_sum_is_of_lines_with_data_and_says_their_maximum():
    criteria = [criterion("TK-2.1"), criterion("TK-4.7")]
    assert sum_of(suggest_all(criteria, record(roll=roll(20, 2)))) == (Decimal(3), Decimal(3))


def test_every_key_is_described_and_every_rule_rests_on_known_keys():
    for keys in RULES:
        for key in keys:
            assert is_read(key) or key in AWAITED
    for key in (*EVIDENCE, *AWAITED):
        assert describe(key) != key
    assert describe("ai.ghi") == "ai.ghi"


def test_long_lists_are_cut_with_their_count():
    steps = tuple(
        item(title=f"Bước {number}", step="opening", outcome="not_discussed") for number in range(5)
    )
    assert reason("TK-4.1", items=(*steps, item())).endswith("và 3 bước nữa")
