"""A small Khối and its people: those of one chapter, those above it, and one from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from chapters.models import Organization, PostHolding
from chapters.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.chapters import (
    BlocFactory,
    BodyFactory,
    ChapterFactory,
    MemberFactory,
    PostHoldingFactory,
    RoleHoldingFactory,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User


@dataclass
class Tree:
    """Khối → đảng bộ → chi bộ, and a second đảng bộ with its chi bộ that the first knows nothing of."""

    bloc: Organization
    body: Organization
    chapter: Organization
    other_body: Organization
    other_chapter: Organization


@pytest.fixture
def tree(db: None) -> Tree:
    return grow()


def grow() -> Tree:
    bloc = BlocFactory()
    body = BodyFactory(parent=bloc, name="Đảng bộ Sở Tư liệu")
    other = BodyFactory(parent=bloc, name="Đảng bộ Sở Công Thương")
    return Tree(
        bloc,
        body,
        ChapterFactory(parent=body, name="Chi bộ Văn phòng"),
        other,
        ChapterFactory(parent=other, name="Chi bộ Thanh tra"),
    )


@pytest.fixture
def chapter(tree: Tree) -> Organization:
    return tree.chapter


def _person(organization: Organization, role: Role, username: str, full_name: str) -> User:
    user = UserFactory(username=username, full_name=full_name)
    RoleHoldingFactory(user=user, organization=organization, role=role)
    return user


def _of_chapter(chapter: Organization, role: Role, username: str, full_name: str) -> User:
    """An account of someone who is also a member of the chapter."""
    user = _person(chapter, role, username, full_name)
    MemberFactory(organization=chapter, full_name=full_name, user=user)
    return user


@pytest.fixture
def secretary(tree: Tree) -> User:
    user = _of_chapter(tree.chapter, Role.SECRETARY, "bithu", "Trần Thị Hòa Bình")
    PostHoldingFactory(member=user.member)
    return user


@pytest.fixture
def deputy(tree: Tree) -> User:
    user = _of_chapter(tree.chapter, Role.DEPUTY, "phobithu", "Lê Quốc Vượng")
    PostHoldingFactory(member=user.member, post=PostHolding.Post.DEPUTY)
    return user


@pytest.fixture
def member(tree: Tree) -> User:
    """The account of a plain member of the chapter."""
    return _of_chapter(tree.chapter, Role.MEMBER, "dangvien", "Nguyễn Thế Kỷ")


@pytest.fixture
def overseer(tree: Tree) -> User:
    """The committee above the chapter."""
    return _person(tree.body, Role.COMMITTEE, "danguy", "Đặng Hữu Nghĩa")


@pytest.fixture
def board(tree: Tree) -> User:
    return _person(tree.bloc, Role.BOARD, "tochuc", "Phạm Thu Hà")


@pytest.fixture
def specialist(tree: Tree) -> User:
    """Assigned to the đảng bộ of the chapter."""
    return _person(tree.body, Role.SPECIALIST, "chuyenvien", "Bùi Minh Đức")


@pytest.fixture
def administrator(tree: Tree) -> User:
    return _person(tree.bloc, Role.ADMINISTRATOR, "quantri", "Vũ Minh Tuệ")


@pytest.fixture
def stranger(tree: Tree) -> User:
    """A secretary of a chapter under another đảng bộ."""
    return _of_chapter(tree.other_chapter, Role.SECRETARY, "nguoila", "Đỗ Văn Khải")


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which the person is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
