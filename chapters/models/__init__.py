"""Who we are: the tree of organizations, members, posts, roles."""

from chapters.models.members import Member, Membership, MemberStatus
from chapters.models.numbers import NumberSeries
from chapters.models.organizations import (
    Organization,
    OrganizationChange,
    OrganizationName,
    Placement,
    Term,
)
from chapters.models.posts import PostHolding, RoleHolding

__all__ = [
    "Member",
    "MemberStatus",
    "Membership",
    "NumberSeries",
    "Organization",
    "OrganizationChange",
    "OrganizationName",
    "Placement",
    "PostHolding",
    "RoleHolding",
    "Term",
]
