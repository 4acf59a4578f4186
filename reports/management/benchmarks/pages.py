"""p50, p95 and number of queries of each main page, as the account that uses it sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from chapters.models import RoleHolding
from chapters.roles import Role
from meetings.models import Meeting
from reports.management.benchmarks.figures import Figure, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chapters.models import Organization

TIMES: Final = 20
DEMO: Final = {
    Role.BOARD: "tochuc",
    Role.COMMITTEE: "danguy",
    Role.SPECIALIST: "chuyenvien",
    Role.SECRETARY: "bithu",
    Role.MEMBER: "dangvien",
    Role.ADMINISTRATOR: "quantri",
}
# Who looks at which pages: of their own, of their organization ("o"), of its last held meeting ("m").
PAGES: Final[dict[Role, tuple[tuple[str, str], ...]]] = {
    Role.BOARD: (
        ("home", ""),
        ("reports:dashboard", ""),
        ("reports:list", ""),
        ("chapters:organizations", ""),
        ("chapters:members", ""),
        ("scoring:inbox", ""),
        ("meetings:petitions", ""),
    ),
    Role.COMMITTEE: (
        ("home", ""),
        ("reports:dashboard", ""),
        ("scoring:inbox", ""),
        ("meetings:list", ""),
        ("chapters:organization", "o"),
    ),
    Role.SECRETARY: (
        ("home", ""),
        ("reports:dashboard", ""),
        ("meetings:list", ""),
        ("meetings:detail", "m"),
        ("scoring:sheet", "m"),
        ("meetings:tasks", ""),
        ("chapters:members", ""),
    ),
    Role.SPECIALIST: (("home", ""), ("reports:dashboard", "")),
    Role.MEMBER: (("home", ""), ("meetings:list", ""), ("meetings:tasks", "")),
    Role.ADMINISTRATOR: (("chapters:accounts", ""), ("chapters:audit", ""), ("reports:health", "")),
}


def measure() -> Iterator[Figure]:
    for role, pages in PAGES.items():
        holding = _holding(role)
        if holding is None:
            continue
        client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
        client.force_login(holding.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for name, of in pages:
            address = _address(name, of, holding.organization)
            if address:
                yield from _page(client, f"{holding.user.username} {name}", address)


def _holding(role: Role) -> RoleHolding | None:
    """The demo account of the role; elsewhere the first who holds it."""
    held = RoleHolding.objects.current().filter(role=role).select_related("user", "organization")
    return held.filter(user__username=DEMO[role]).first() or held.first()


def _address(name: str, of: str, organization: Organization) -> str:
    """Blank where there is no such page, or nothing to show on it."""
    arguments: list[Any] = []
    if of == "o":
        arguments = [organization.pk]
    if of == "m":
        meeting = Meeting.objects.filter(organization=organization).regular().held().newest_first().first()
        if meeting is None:
            return ""
        arguments = [meeting.pk]
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _page(client: Client, name: str, address: str) -> Iterator[Figure]:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address, secure=True, follow=True)
    how = f"GET {address}, {TIMES} lần, {len(answer.content) // 1024} kB"
    yield Figure("pages", f"{name} truy vấn", len(seen), "truy vấn", f"trả lời {answer.status_code}")
    yield from spread("pages", name, lambda: client.get(address, secure=True), times=TIMES, how=how)
