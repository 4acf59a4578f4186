"""Who may do what to organizations, members, posts and roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import PermissionDenied

from chapters.querysets import held_roles
from chapters.roles import OVERSEERS, Role

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.request import SignedInRequest
    from chapters.models import Organization, RoleHolding

HOLDING_KEY = "role_holding"  # in the session


@dataclass(frozen=True)
class Permission:
    """A right by name: the roles that have it, held here or (for overseers) at any level above."""

    name: str
    roles: frozenset[Role]
    registry: ClassVar[dict[str, Permission]] = {}
    where: ClassVar[str] = "tại tổ chức; vai cấp trên: cả cấp dưới"
    says: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        Permission.registry[self.name] = self

    def holds(self, user: User, organization: Organization) -> bool:
        if user.is_superuser:
            return True
        return any(
            role in self.roles
            and (organization.path.startswith(path) if role in OVERSEERS else organization.path == path)
            for path, role in held_roles(user)
        )

    def anywhere(self, user: User) -> bool:
        """Whether the person has this right at any organization at all: for menus and lists."""
        return user.is_superuser or any(role in self.roles for _, role in held_roles(user))

    def require(self, user: User, organization: Organization) -> None:
        """Raise PermissionDenied with the sentence that says who may do it."""
        if not self.holds(user, organization):
            who = ", ".join(sorted(Role(role).label for role in self.roles))
            message = f"Đồng chí xem được nhưng không sửa được mục này. Người sửa được: {who}."
            raise PermissionDenied(message)


def holding_in_hand(request: SignedInRequest) -> RoleHolding | None:
    """The role the person works in now: the one chosen in the name menu, else the first by rank."""
    holdings = current_holdings(request)
    chosen = request.session.get(HOLDING_KEY)
    return next((holding for holding in holdings if holding.pk == chosen), holdings[0] if holdings else None)


def current_holdings(request: SignedInRequest) -> list[RoleHolding]:
    """What the person holds today, in the order of the roles; read once a request."""
    cached: list[RoleHolding] | None = getattr(request, "_holdings", None)
    if cached is None:
        ranks = list(Role)
        held = request.user.role_holdings.current().select_related("organization")
        cached = sorted(
            held, key=lambda holding: (ranks.index(Role(holding.role)), holding.organization.path)
        )
        request._holdings = cached  # type: ignore[attr-defined]  # noqa: SLF001
    return cached


def holdings_to_choose(request: SignedInRequest) -> list[RoleHolding]:
    """The roles to offer in the name menu; a specialist's organizations are one role."""
    seen: set[str] = set()
    offered = []
    for holding in current_holdings(request):
        if holding.role == Role.SPECIALIST and holding.role in seen:
            continue
        seen.add(holding.role)
        offered.append(holding)
    return offered


def permission(name: str, *roles: Role, says: str = "") -> Permission:
    return Permission(name, frozenset(roles), says)


EDIT_ORGANIZATION = permission(
    "chapters.edit_organization",
    Role.BOARD,
    Role.ADMINISTRATOR,
    says="Lập, sửa, chuyển, giải thể tổ chức đảng",
)
EDIT_MEMBERS = permission(
    "chapters.edit_members",
    Role.SECRETARY,
    Role.DEPUTY,
    Role.COMMITTEE,
    Role.BOARD,
    says="Thêm, sửa hồ sơ đảng viên",
)
TRANSFER_MEMBERS = permission(
    "chapters.transfer_members",
    Role.COMMITTEE,
    Role.BOARD,
    says="Chuyển sinh hoạt, công nhận chính thức, đình chỉ, đưa ra khỏi danh sách",
)
SEE_MEMBER = permission(
    "chapters.see_member",
    Role.SECRETARY,
    Role.DEPUTY,
    Role.COMMITTEE,
    Role.BOARD,
    Role.SPECIALIST,
    Role.ADMINISTRATOR,
    says="Xem trang của một đảng viên",
)
EDIT_POSTS = permission(
    "chapters.edit_posts", Role.COMMITTEE, Role.BOARD, says="Ghi chức vụ đảng và nhiệm kỳ"
)
MANAGE_ACCOUNTS = permission(
    "chapters.manage_accounts", Role.ADMINISTRATOR, says="Lập tài khoản, giao vai, khóa tài khoản"
)
SEE_AUDIT = permission("chapters.see_audit", Role.ADMINISTRATOR, Role.BOARD, says="Xem nhật ký")
IMPORT_ORGANIZATIONS = permission(
    "chapters.import_organizations",
    Role.BOARD,
    Role.ADMINISTRATOR,
    says="Nhập danh sách tổ chức đảng từ bảng tính",
)
IMPORT_MEMBERS = permission(
    "chapters.import_members",
    Role.SECRETARY,
    Role.COMMITTEE,
    Role.BOARD,
    says="Nhập danh sách đảng viên từ bảng tính",
)
IMPORT_MEETINGS = permission(
    "chapters.import_meetings",
    Role.COMMITTEE,
    Role.BOARD,
    says="Nhập bảng theo dõi sinh hoạt từ bảng tính",
)
