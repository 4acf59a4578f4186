"""Who we are: the tree of organizations, members, posts, roles."""

from chapters.models.history import OrganizationChange, OrganizationName, Placement
from chapters.models.imports import (
    ImportBatch,
    ImportChange,
    ImportMapping,
    ImportName,
    ImportRow,
    RememberedName,
)
from chapters.models.members import Member
from chapters.models.memberships import Membership, MemberStatus
from chapters.models.numbers import NumberSeries
from chapters.models.organizations import Organization
from chapters.models.posts import PostHolding
from chapters.models.role_holdings import RoleHolding
from chapters.models.terms import Term

__all__ = [
    "ImportBatch",
    "ImportChange",
    "ImportMapping",
    "ImportName",
    "ImportRow",
    "Member",
    "MemberStatus",
    "Membership",
    "NumberSeries",
    "Organization",
    "OrganizationChange",
    "OrganizationName",
    "Placement",
    "PostHolding",
    "RememberedName",
    "RoleHolding",
    "Term",
]
