"""Who may do what to meetings. What a chapter writes of itself, nobody above writes for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from chapters.permissions import Permission
from chapters.querysets import held_roles
from chapters.roles import Role

if TYPE_CHECKING:
    from accounts.models import User
    from chapters.models import Organization


@dataclass(frozen=True)
class AtHome(Permission):
    """Held at the organization itself: a chapter's leaders, a đảng bộ's own committee, the Khối's board."""

    where: ClassVar[str] = "chỉ tại chính tổ chức đó"

    def holds(self, user: User, organization: Organization) -> bool:
        if user.is_superuser:
            return True
        return any(
            role in self.roles and path == organization.path and _is_home(role, organization)
            for path, role in held_roles(user)
        )


def _is_home(role: Role, organization: Organization) -> bool:
    if role is Role.COMMITTEE:
        return organization.has_party_committee
    if role is Role.BOARD:
        return organization.kind == organization.Kind.BLOC
    return True


@dataclass(frozen=True)
class FromAbove(Permission):
    """Held over an organization by its superior: the committee above it; the board directly below the Khối."""

    where: ClassVar[str] = "chỉ cấp trên trực tiếp"

    def holds(self, user: User, organization: Organization) -> bool:
        if user.is_superuser:
            return True
        above = organization.parent or organization
        wanted = Role.BOARD if above.kind == above.Kind.BLOC else Role.COMMITTEE
        return any(
            role is wanted and role in self.roles and above.path.startswith(path)
            for path, role in held_roles(user)
        )


LEADERS: Final = frozenset({Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE, Role.BOARD})
ABOVE: Final = frozenset({Role.COMMITTEE, Role.BOARD})

PLAN_MEETING = AtHome("meetings.plan", LEADERS, "Lập dự thảo, gửi thông báo, xin không tổ chức sinh hoạt")
RECORD_MEETING = AtHome("meetings.record", LEADERS, "Ghi diễn biến cuộc họp, điểm danh, giao nhiệm vụ")
CLOSE_MEETING = AtHome("meetings.close", LEADERS, "Kết thúc cuộc họp")
SUBMIT_MEETING = AtHome("meetings.submit", LEADERS, "Gửi cuộc họp lên cấp trên, thu hồi")
PLAN_TOPICS = AtHome("meetings.plan_topics", LEADERS, "Lập kế hoạch sinh hoạt chuyên đề năm")
REVIEW_MEETING = FromAbove("meetings.review", ABOVE, "Thẩm định, trả lại cuộc họp của cấp dưới trực tiếp")
AGREE_ABSENCE = FromAbove("meetings.agree_absence", ABOVE, "Đồng ý cho chi bộ không tổ chức sinh hoạt")
READ_MINUTES = Permission(
    "meetings.read_minutes",
    frozenset(Role) - {Role.MEMBER},
    "Xem diễn biến, biên bản cuộc họp",
)
ANSWER_PETITION = Permission(
    "meetings.answer_petition", LEADERS, "Trả lời, chuyển cấp trên khó khăn, vướng mắc được giao"
)
REPORT_TASK = Permission(
    "meetings.report_task",
    frozenset({Role.MEMBER, Role.SECRETARY, Role.DEPUTY}),
    "Báo đã xong nhiệm vụ của mình",
)
EDIT_TEMPLATES = Permission("meetings.edit_templates", frozenset({Role.BOARD}), "Sửa mẫu chương trình họp")


def reads_inner(user: User, organization: Organization) -> bool:
    """Criticism by name: its own leaders and the direct superior, nobody further up."""
    above = organization.parent.path if organization.parent else organization.path
    return user.is_superuser or any(
        (path == organization.path and role in LEADERS) or (path == above and role in ABOVE)
        for path, role in held_roles(user)
    )
