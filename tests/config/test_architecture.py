"""docs/architecture.md lists the facts and the periodic work; here it is held to its word."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.dispatch import Signal

APPS = ("chapters", "meetings", "scoring", "reports")
PAGE = Path(settings.BASE_DIR, "docs", "architecture.md")


def facts() -> list[tuple[str, str, Signal]]:
    return [
        (app, name, fact)
        for app in APPS
        for name, fact in vars(import_module(f"{app}.signals")).items()
        if isinstance(fact, Signal)
    ]


@pytest.mark.parametrize(("app", "name", "fact"), facts())
def test_every_fact_is_listed_with_who_listens(app: str, name: str, fact: Signal):
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith(f"| `{app}` `{name}`")]
    assert len(lines) == 1, f"{app}.{name} is not in the table of facts"
    listeners = {str(key[0]) for key, *_ in fact.receivers}
    missing = {uid for uid in listeners if f"`{uid}`" not in lines[0]}
    assert not missing, f"{app}.{name}: {missing} listen too"


def test_every_periodic_task_is_listed():
    page = PAGE.read_text()
    assert all(f"`{entry['task']}`" in page for entry in settings.CELERY_BEAT_SCHEDULE.values())


def test_the_glossary_names_what_the_code_has():
    in_code, _ = Path(settings.BASE_DIR, "docs", "glossary.md").read_text().split("## Not in the code yet")
    names = {
        word
        for row in re.findall(r"^\| .+? \| (.+?) \| .+ \|$", in_code, re.MULTILINE)
        for name in re.findall(r"`([^`]+)`", row)
        for word in re.findall(r"\w+", name)
    }
    sources = (path.read_text() for app in APPS for path in Path(settings.BASE_DIR, app).rglob("*.py"))
    assert names <= set(re.findall(r"\w+", "\n".join(sources)))
