"""Who reaches which address. Every name of the URL configuration has its row, or the walk fails.

S bí thư, D phó bí thư, M đảng viên of the chapter; O its đảng ủy, B ban tổ chức, C chuyên viên, A quản trị;
X a bí thư from elsewhere. Within reach without the right is 403, out of reach 404.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.access import PEOPLE, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.access import World

LETTERS = dict(zip("SDMOBCAX", PEOPLE, strict=True))
INSIDE = "SDMOBCA"
EVERYONE = "SDMOBCAX"
LEADERS = "SD"
ABOVE = "OB"
ANSWERED = {200, 302, 422}
PUBLIC = {"account_login", "account_inactive"}


@dataclass(frozen=True)
class Row:
    """`may` get an answer; for the `hidden` there is no such thing; everyone else is refused."""

    may: str
    args: str = ""
    hidden: str = "X"
    data: str = ""  # what an act needs to be told: "name=value"

    gets = True
    posts = False

    def code(self, letter: str) -> int | None:
        """What is to be answered; None is "an answer"."""
        if letter in self.may:
            return None
        return 404 if letter in self.hidden else 403


class Page(Row):
    """Only read: POST is refused."""


class Form(Row):
    """Shown by GET, done by POST."""

    posts = True


class Act(Row):
    """Only done: GET is refused."""

    gets = False
    posts = True


TABLE: dict[str, Row] = {
    # Signing in and one's own account
    "home": Page(EVERYONE),
    "account_login": Form(EVERYONE),
    "account_logout": Form(EVERYONE),
    "account_reauthenticate": Form(EVERYONE),
    "account_inactive": Page(EVERYONE),
    "account_change_password": Form(EVERYONE),
    "mfa_index": Page(EVERYONE),
    "mfa_authenticate": Form(EVERYONE),
    "mfa_reauthenticate": Form(EVERYONE),
    "mfa_activate_totp": Form(EVERYONE),
    "mfa_deactivate_totp": Form("", hidden=EVERYONE),  # nobody here has a second factor yet
    "mfa_view_recovery_codes": Page("", hidden=EVERYONE),
    "mfa_generate_recovery_codes": Form(EVERYONE),
    "mfa_download_recovery_codes": Form("", hidden=EVERYONE),
    "accounts:account": Form(EVERYONE),
    "chapters:choose_role": Act(EVERYONE),
    # Accounts and the trail
    "chapters:accounts": Page("A", hidden=""),
    "chapters:create_account": Form("A", hidden=""),
    "chapters:account": Page("A", "account", hidden=""),
    "chapters:give_role": Form("A", "account", hidden=""),
    "chapters:bind_member": Page("A", "account", hidden=""),
    "chapters:lock_account": Form("A", "account", hidden=""),
    "chapters:unlock_account": Act("A", "account", hidden=""),
    "chapters:give_password": Form("A", "account", hidden=""),
    "chapters:end_role": Form("A", "role", hidden=""),
    "chapters:audit": Page("BA", hidden=""),
    # Organizations
    "chapters:organizations": Page(EVERYONE),
    "chapters:organizations_excel": Page(EVERYONE),
    "chapters:organization_new": Form("BA", hidden=""),
    "chapters:organization": Page(INSIDE, "chapter"),
    "chapters:organization_edit": Form("BA", "chapter"),
    "chapters:organization_rename": Form("BA", "chapter"),
    "chapters:organization_move": Form("BA", "chapter"),
    "chapters:organization_merge": Form("BA", "chapter"),
    "chapters:organization_split": Form("BA", "chapter"),
    "chapters:organization_dissolve": Form("BA", "chapter"),
    "chapters:organization_term": Form(ABOVE, "chapter"),
    # Imports
    "chapters:imports": Page("SOBAX", hidden=""),
    "chapters:import_new": Form("SOBX", "'members", hidden=""),
    "chapters:import": Page("SOB", "batch"),
    "chapters:import_progress": Page("SOB", "batch"),
    "chapters:import_columns": Form("SOB", "batch"),
    "chapters:import_encoding": Act("SOB", "batch", data="encoding=unicode"),
    "chapters:import_name": Act("SOB", "batch title"),
    "chapters:import_row": Act("SOB", "batch row", data="decision=drop"),
    "chapters:import_write": Act("SOB", "batch"),
    "chapters:import_cancel": Act("SOB", "batch"),
    "chapters:import_take_back": Form("SOB", "batch"),
    # Members
    "chapters:members": Page(EVERYONE),
    "chapters:members_excel": Page("SDOBCAX"),
    "chapters:member_new": Form("SDOBX"),
    "chapters:member": Page("SDOBCA", "colleague"),
    "chapters:member_edit": Form("SDOB", "colleague"),
    "chapters:member_exempt": Form("SDOB", "colleague"),
    "chapters:member_exemption_end": Form("SDOB", "colleague"),
    "chapters:member_transfer": Form(ABOVE, "colleague"),
    "chapters:member_send": Form(ABOVE, "colleague"),
    "chapters:member_return": Form(ABOVE, "colleague"),
    "chapters:member_suspend": Form(ABOVE, "colleague"),
    "chapters:member_suspension_end": Form(ABOVE, "colleague"),
    "chapters:member_official": Form(ABOVE, "colleague"),
    "chapters:member_leave": Form(ABOVE, "colleague"),
    "chapters:member_post": Form(ABOVE, "colleague"),
    "chapters:post_end": Form(ABOVE, "post"),
    # Meetings: what a chapter writes of itself, nobody above writes for it
    "meetings:list": Page(EVERYONE),
    "meetings:plan": Form("SDOBX"),
    "meetings:detail": Page(INSIDE, "opened"),
    "meetings:minutes": Page("SDOBCA", "closed"),
    "meetings:gaps": Page(LEADERS, "opened"),
    "meetings:plan_line": Act(LEADERS, "planned 'place"),
    "meetings:notice": Form(LEADERS, "planned"),
    "meetings:reschedule": Act(LEADERS, "planned"),
    "meetings:absence": Form(LEADERS, "planned"),
    "meetings:absence_answer": Form("O", "asked"),
    "meetings:absence_withdraw": Act(LEADERS, "asked"),
    "meetings:open": Act(LEADERS, "planned"),
    "meetings:close": Form(LEADERS, "opened"),
    "meetings:submit": Form(LEADERS, "closed"),
    "meetings:recall": Act(LEADERS, "submitted"),
    "meetings:facts": Form(LEADERS, "opened"),
    "meetings:amend": Form(LEADERS, "closed"),
    "meetings:roll": Act(LEADERS, "opened"),
    "meetings:roll_mark": Act(LEADERS, "opened place"),
    "meetings:item_write": Act(LEADERS, "opened item"),
    "meetings:item_move": Act(LEADERS, "opened item"),
    "meetings:task_judge": Form(LEADERS, "opened task"),
    "meetings:limitation_judge": Act(LEADERS, "opened limitation"),
    "meetings:topic_link": Form(LEADERS, "theme"),
    "meetings:document_share": Act(LEADERS, "planned document"),
    "meetings:contribution_petition": Act(LEADERS, "opened said"),
    "meetings:part_add": Form(LEADERS, "opened 'contributions"),
    "meetings:part_edit": Form(LEADERS, "opened 'contributions said"),
    "meetings:part_remove": Form(LEADERS, "opened 'contributions said"),
    "meetings:tasks": Page(EVERYONE),
    "meetings:task_report": Act("SDM", "task"),
    "meetings:petitions": Page(EVERYONE),
    "meetings:petition": Page("SDOBCA", "petition", hidden=EVERYONE),
    "meetings:topics": Page(INSIDE, "chapter year"),
    "meetings:topics_report": Act(LEADERS, "chapter year"),
    "meetings:topic_choose": Form(LEADERS, "chapter year"),
    "meetings:topic": Form(LEADERS, "topic"),
    "meetings:topic_drop": Act(LEADERS, "topic"),
    "meetings:agendas": Page("B", hidden=""),
    "meetings:agenda": Form("B", "template", hidden=""),
    # Sheets: the chapter's numbers are the chapter's, the superior's the superior's
    "scoring:sheet": Page(INSIDE, "opened"),
    "scoring:from_record": Act(LEADERS, "sheet"),
    "scoring:vote": Form(LEADERS, "sheet"),
    "scoring:reopen": Act(LEADERS, "sheet"),
    "scoring:line": Form(LEADERS, "line"),
    "scoring:inbox": Page(EVERYONE),
    "scoring:review": Page("O", "submitted"),
    "scoring:accept": Act("O", "submitted"),
    "scoring:return": Form("O", "submitted"),
    "scoring:review_line": Form("O", "sent_line"),
    "scoring:criteria": Page(EVERYONE),
    "scoring:criteria_set": Page(EVERYONE, "criteria_set"),
    # What it adds up to
    "reports:dashboard": Page("SDOBCA", "chapter month"),
    "reports:dashboard_excel": Page("SDOBCA", "chapter month"),
    "reports:list": Form(EVERYONE),
    "reports:detail": Page("OBCA", "report", hidden="SDMX"),
    "reports:progress": Page("OBCA", "report", hidden="SDMX"),
    "reports:rebuild_report": Act("OB", "report", hidden="SDMX"),
    "reports:prose": Form("OB", "report", hidden="SDMX"),
    "reports:issue": Form("O", "report", hidden="SDMX"),
    "reports:paper": Page("OBCA", "report", hidden="SDMX"),
    "reports:profile_css": Page(EVERYONE, "'HD05-2026"),
    "reports:minutes": Page("SDOBCA", "closed"),
    "reports:health": Page("A", hidden=""),
    "reports:rebuild": Act("A", hidden=""),
}

POSTED_ELSEWHERE = {"meetings:petition", "chapters:bind_member"}  # read by more people than may answer


def _names(resolver: URLResolver, inside: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern, f"{inside}{pattern.namespace}:" if pattern.namespace else inside)
        else:
            yield f"{inside}{pattern.name}"


def test_every_address_has_its_row():
    assert sorted(set(_names(get_resolver())) - set(TABLE)) == []
    assert sorted(set(TABLE) - set(_names(get_resolver()))) == []


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once, for all rows; each attempt is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = build()
        for user in built.people.values():
            client = Client()
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            built.cookies[user.username] = client.cookies["sessionid"].value
        yield built
        transaction.set_rollback(True)


def _address(name: str, world: World) -> str:
    args = []
    for word in TABLE[name].args.split():
        thing = word[1:] if word.startswith("'") else getattr(world, word)
        args.append(getattr(thing, "pk", thing))
    return reverse(name, args=args)


def _answer(world: World, letter: str, method: str, url: str, data: str = "") -> int:
    browser = Client()
    browser.cookies["sessionid"] = world.cookies[LETTERS[letter]]
    with transaction.atomic():
        answer = getattr(browser, method)(url, dict([data.split("=")]) if data else None).status_code
        transaction.set_rollback(True)
    return answer


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_reaches_it(name: str, world: World):
    row, url = TABLE[name], _address(name, world)
    found, wanted = {}, {}
    for letter in LETTERS:
        code = row.code(letter)
        got = _answer(world, letter, "get", url)
        found[letter] = None if code is None and row.gets and got in ANSWERED else got
        wanted[letter] = code if row.gets else 405
    assert found == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(TABLE) - POSTED_ELSEWHERE))
def test_who_may_do_it(name: str, world: World):
    row, url = TABLE[name], _address(name, world)
    found, wanted = {}, {}
    for letter in LETTERS:
        code = row.code(letter)
        if row.posts and code is None and not isinstance(row, Act):
            continue  # what the form does is told by the tests of the act
        got = _answer(world, letter, "post", url, row.data)
        found[letter] = None if code is None and got in ANSWERED else got
        wanted[letter] = code if row.posts else 405
    assert found == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(TABLE) - PUBLIC))
def test_nobody_gets_in_without_signing_in(name: str, world: World):
    answer = getattr(Client(), "get" if TABLE[name].gets else "post")(_address(name, world))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
