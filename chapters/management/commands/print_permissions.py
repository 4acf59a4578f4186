"""Who may do what, as a page for people: `manage.py print_permissions > docs/permissions.md`."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import get_resolver

from chapters.permissions import Permission
from chapters.roles import OVERSEERS, Role

HEAD = """\
# Who may do what

Written by `manage.py print_permissions`; a test compares. Do not edit by hand.

A role is held at an organization, with dates. The roles {above} are held from above: they reach their organization
and everything below it; the others reach their own organization alone. Out of reach is 404, within reach without the
right is 403. Some rights are narrower than the reach of their roles; the second column says so.
"""
APPS = {
    "chapters": "Organizations, members, accounts",
    "meetings": "Meetings",
    "scoring": "Sheets",
    "reports": "Figures and reports",
}
SHORT = {
    Role.SECRETARY: "Bí thư",
    Role.DEPUTY: "Phó Bí thư",
    Role.COMMITTEE: "Đảng ủy",
    Role.BOARD: "Ban Tổ chức",
    Role.SPECIALIST: "Chuyên viên",
    Role.MEMBER: "Đảng viên",
    Role.ADMINISTRATOR: "Quản trị",
}


def page() -> str:
    """The whole page: one table an app, one line a right, one column a role."""
    _ = get_resolver().url_patterns  # every app has declared its rights once its addresses are known
    lines = [HEAD.format(above=", ".join(f"*{SHORT[role]}*" for role in Role if role in OVERSEERS))]
    rights = sorted(
        Permission.registry.values(), key=lambda right: (list(APPS).index(_app(right)), right.name)
    )
    for app, group in groupby(rights, key=_app):
        head = ["Quyền", "Nơi có quyền", *SHORT.values()]
        lines += [f"## {APPS[app]}", "", _row(head), _row(["---"] * 2 + [":-:"] * len(SHORT))]
        for right in group:
            held = ["có" if role in right.roles else "" for role in SHORT]
            lines.append(_row([f"{right.says} (`{right.name}`)", right.where, *held]))
        lines.append("")
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _app(right: Permission) -> str:
    return right.name.partition(".")[0]


class Command(BaseCommand):
    help = "Print who may do what, in the form of docs/permissions.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
