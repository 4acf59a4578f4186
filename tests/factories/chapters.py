"""Organizations, members, posts and roles, made by the same verbs that people use."""

from __future__ import annotations

from datetime import date

import factory

from chapters.models import Member, Membership, Organization, PostHolding, RoleHolding
from chapters.roles import Role
from tests.factories.accounts import UserFactory

LONG_AGO = date(2015, 1, 1)
Kind = Organization.Kind


class _OrganizationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organization
        abstract = True

    founded_on = LONG_AGO

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        return model_class.found(by=None, **kwargs)


class BlocFactory(_OrganizationFactory):
    """The Khối, without anything above."""

    kind = Kind.BLOC
    name = "Đảng bộ Khối Các cơ quan tỉnh An Lạc"
    superior_name = "Đảng bộ tỉnh An Lạc"
    place_name = "An Lạc"


class BodyFactory(_OrganizationFactory):
    """A đảng bộ cơ sở."""

    kind = Kind.BASE_PARTY_BODY
    name = factory.Sequence(lambda n: f"Đảng bộ Sở {n}")
    parent = factory.SubFactory(BlocFactory)


class SubBodyFactory(_OrganizationFactory):
    """A đảng bộ bộ phận."""

    kind = Kind.SUB_PARTY_BODY
    name = factory.Sequence(lambda n: f"Đảng bộ bộ phận {n}")
    parent = factory.SubFactory(BodyFactory)


class ChapterFactory(_OrganizationFactory):
    """A chi bộ trực thuộc."""

    kind = Kind.CHAPTER
    name = factory.Sequence(lambda n: f"Chi bộ Phòng {n}")
    parent = factory.SubFactory(BodyFactory)
    chapter_type = Organization.ChapterType.ADMIN_AGENCY


class BaseChapterFactory(ChapterFactory):
    """A chi bộ cơ sở, directly under the Khối."""

    kind = Kind.BASE_CHAPTER
    parent = factory.SubFactory(BlocFactory)


GIVEN_NAMES = ("An", "Bình", "Chi", "Dũng", "Đức", "Giang", "Hà", "Khải", "Lan", "Minh", "Nga", "Phúc", "Yến")


class MemberFactory(factory.django.DjangoModelFactory):
    """An official member of a chapter, listed since long ago; `probationary=True` for đảng viên dự bị."""

    class Meta:
        model = Member

    class Params:
        probationary = factory.Trait(official_on=None, admitted_on=date(2026, 6, 1), on=date(2026, 6, 1))

    organization = factory.SubFactory(ChapterFactory)
    full_name = factory.Sequence(lambda n: f"Trần Văn {GIVEN_NAMES[n % len(GIVEN_NAMES)]}")
    sex = Member.Sex.MALE
    birth_date = date(1980, 5, 19)
    admitted_on = date(2010, 2, 3)
    official_on = date(2011, 2, 3)
    on = LONG_AGO
    reason = Membership.Reason.LISTED

    @classmethod
    def _build(cls, model_class, *_args, on, reason, **kwargs):
        return model_class(**kwargs)

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        return model_class.admit(by=None, **kwargs)


class PostHoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PostHolding

    member = factory.SubFactory(MemberFactory)
    organization = factory.SelfAttribute("member.organization")
    post = PostHolding.Post.SECRETARY
    on = LONG_AGO

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        return model_class.begin(by=None, **kwargs)


class RoleHoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoleHolding

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(ChapterFactory)
    role = Role.SECRETARY

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        return model_class.give(by=None, **kwargs)
