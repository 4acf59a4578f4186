"""Reading the trail: who did what, when, from where, and only within reach."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import Entry
from accounts.words import VERBS
from chapters.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.chapters import RoleHoldingFactory

pytestmark = pytest.mark.django_db
APPS = ("accounts", "chapters", "meetings", "scoring", "reports")
WRITERS = {"record", "_record", "_announce", "_back_to_plan", "_note"}
ACT = re.compile(r"[a-z_]+\.[a-z_]+")


@pytest.fixture
def entries(tree, secretary, stranger):
    Entry.objects.record("organization.amended", tree.chapter, by=secretary)
    Entry.objects.record("organization.amended", tree.other_chapter, by=stranger)
    Entry.objects.record("account.signed_in", secretary, by=secretary)


def read(browser, **query):
    return browser.get(reverse("chapters:audit"), query).content.decode()


def test_the_board_sees_the_whole_trail_in_words(sign_in, board, entries):
    page = read(sign_in(board))
    assert '<th scope="row" class="name-cell">Sửa tổ chức đảng</th>' in page
    assert "Chi bộ Thanh tra" in page
    assert "Trần Thị Hòa Bình" in page
    assert "organization.amended</t" not in page


def test_an_administrator_below_sees_only_what_is_below(sign_in, tree, entries):
    user = UserFactory()
    RoleHoldingFactory(user=user, organization=tree.body, role=Role.ADMINISTRATOR)
    page = read(sign_in(user))
    assert "Chi bộ Văn phòng" in page
    assert "Chi bộ Thanh tra" not in page


def test_others_do_not_read_it(sign_in, secretary, member):
    for person in (secretary, member):
        assert sign_in(person).get(reverse("chapters:audit")).status_code == 403


def test_it_is_narrowed_by_person_act_and_day(sign_in, board, entries):
    browser = sign_in(board)
    assert "Chi bộ Văn phòng" not in read(browser, q="Đỗ Văn Khải").split("<tbody>")[1]
    assert "Chi bộ Thanh tra" not in read(browser, verb="account.signed_in").split("<tbody>")[1]
    assert "Không có dòng nhật ký nào khớp" in read(browser, until="1/1/2020")
    assert "Không có dòng nhật ký nào khớp" in read(browser, since="1/1/2199")
    assert "Không đọc được ngày" in read(browser, since="hôm nào")


def test_every_act_in_the_code_has_words():
    unnamed = {verb for verb in _recorded() if verb not in VERBS}
    assert not unnamed, f"accounts/words.py lacks {sorted(unnamed)}"


def _recorded():
    """The acts that the code names where it writes the trail, also through a helper of its own."""
    for app in APPS:
        for file in Path(settings.BASE_DIR, app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in WRITERS and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and ACT.fullmatch(str(first.value)):
                        yield first.value


def _name(called):
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
