"""Criteria sets from a JSON document: the default sets, loaded once and never loaded over."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    GetModel = Callable[[str, str], Any]

DEFAULT: Final = Path(__file__).parent / "data" / "criteria_default.json"
VALID_FROM: Final = date(2016, 1, 1)
ISSUED_BY: Final = (
    "Bộ tiêu chí mặc định (tổng hợp từ HD 12-HD/BTCTW, HD 42-HD/BTCTW); chưa thay bằng bộ của Khối"
)
MODES: Final = {"auto": "auto", "assist": "assist", "manual": "human"}
GATE_RULES: Final = {"G1": ("tot_needs_full", "KHA"), "G2": ("no_minutes", "TB"), "G3": ("not_held", "KEM")}
ANNUAL: Final[dict[str, dict[str, object]]] = {
    "TOT": {"every_at_least": "KHA", "count_at_least": 7, "count_of_at_least": "TOT"},
    "KHA": {"every_at_least": "TB", "count_at_least": 7, "count_of_at_least": "KHA"},
    "TB": {"at_most_kem": 2},
    "KEM": {},
}


def load_default_sets(get_model: GetModel) -> list[Any]:
    """The three default sets, issued; those that exist already are left as they are."""
    document = json.loads(DEFAULT.read_text(encoding="utf-8"), parse_float=Decimal)
    return [made for each in document["sets"] if (made := _load_set(get_model, document, each)) is not None]


def _load_set(get_model: GetModel, document: dict[str, Any], given: dict[str, Any]) -> Any:
    sets = get_model("scoring", "CriteriaSet").objects
    if sets.filter(code=given["code"]).exists():
        return None
    cuts = {grade["code"]: grade["min"] for grade in document["grades"]}
    made = sets.create(
        code=given["code"],
        name=given["name_vi"],
        version=1,
        status="issued",
        valid_from=VALID_FROM,
        issued_by_document=ISSUED_BY,
        tot_from=cuts["TOT"],
        kha_from=cuts["KHA"],
        tb_from=cuts["TB"],
        score_step=document["score_step"],
    )
    for position, group in enumerate(given["groups"], start=1):
        _load_group(get_model, made, position, group)
    _load_gates(get_model, document, made)
    for rule in document["annual_rules"] if given["code"] == "TK" else ():
        get_model("scoring", "AnnualRule").objects.create(
            criteria_set=made,
            grade=rule["grade"],
            text=rule["text_vi"],
            basis=rule.get("basis", ""),
            **ANNUAL[rule["grade"]],
        )
    return made


def _load_group(get_model: GetModel, made: Any, position: int, group: dict[str, Any]) -> None:
    row = get_model("scoring", "CriteriaGroup").objects.create(
        criteria_set=made,
        position=position,
        code=group["code"],
        title=group["title_vi"],
        max_points=group["max_points"],
    )
    for place, given in enumerate(group["criteria"], start=1):
        criterion = get_model("scoring", "Criterion").objects.create(
            group=row,
            position=place,
            code=given["code"],
            text=given["text_vi"],
            max_points=given["max_points"],
            mode=MODES[given["mode"]],
            evidence=given["evidence"],
            bands=bands_of(given.get("bands")),
            is_gate=given.get("gate") == "tot_requires_full",
            full_when_not_applicable=given.get("not_applicable") == "full",
            known_after_meeting=given.get("known") == "after_meeting",
            basis=given.get("basis", ""),
        )
        levels = get_model("scoring", "Level")
        levels.objects.bulk_create(
            levels(criterion=criterion, position=number, points=level["points"], when=level["when_vi"])
            for number, level in enumerate(given["levels"], start=1)
        )


def bands_of(bands: dict[str, Any] | None) -> dict[str, Any] | None:
    """Points and edges as text, so that no float ever holds them; a metric is an evidence key."""
    if bands is None:
        return None
    metric = "meeting.shortfall_minutes" if "shortfall_minutes" in bands["metric"] else bands["metric"]
    matches = [
        {"op": band["op"], "value": str(band["value"]), "points": str(band["points"])}
        for band in bands["first_match"]
    ]
    return {"metric": metric, "unit": bands["unit"], "first_match": matches}


def _load_gates(get_model: GetModel, document: dict[str, Any], made: Any) -> None:
    for gate in document["gates"]:
        if made.code in gate["applies_to"]:
            rule, cap = GATE_RULES[gate["code"]]
            get_model("scoring", "Gate").objects.create(
                criteria_set=made,
                code=gate["code"],
                text=gate["text_vi"],
                rule=rule,
                cap=cap,
                basis=gate.get("basis", ""),
            )
