"""The criteria of the default sets without a database, for tables of worked examples."""

from __future__ import annotations

import json
from decimal import Decimal

from scoring.evidence import suggest
from scoring.presets import DEFAULT, MODES, bands_of
from tests.factories.scoring import Criterion, record

CRITERIA: dict[str, Criterion] = {}


def criterion(code: str) -> Criterion:
    """The criterion of the default set, without a database."""
    if not CRITERIA:
        document = json.loads(DEFAULT.read_text(encoding="utf-8"), parse_float=Decimal)
        for each in document["sets"]:
            for group in each["groups"]:
                for given in group["criteria"]:
                    CRITERIA[given["code"]] = Criterion(
                        evidence=given["evidence"],
                        levels=[str(level["points"]) for level in given["levels"]],
                        mode=MODES[given["mode"]],
                        bands=bands_of(given.get("bands")),
                        full_when_not_applicable=given.get("not_applicable") == "full",
                        known_after_meeting=given.get("known") == "after_meeting",
                    )
    return CRITERIA[code]


def points(code: str, **given) -> Decimal | None:
    return suggest(criterion(code), record(**given)).points


def reason(code: str, **given) -> str:
    return suggest(criterion(code), record(**given)).reason
