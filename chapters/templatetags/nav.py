"""The top bar and the phone's tabs of the role a person works in, with only the pages that exist."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import NoReverseMatch, reverse

from chapters.permissions import holding_in_hand, holdings_to_choose
from chapters.roles import Role

if TYPE_CHECKING:
    from django.template import RequestContext

register = template.Library()


@dataclass(frozen=True)
class Place:
    """One word of the bar: where it leads, and which other pages it stands for as well."""

    words: str
    url_name: str
    icon: str = ""
    short: str = ""
    also: tuple[str, ...] = ()
    below: tuple[Place, ...] = field(default=())

    @property
    def tab(self) -> str:
        return self.short or self.words


HOME = Place("Việc cần làm", "home", "list-check", "Việc")
MEETINGS = Place("Cuộc họp", "meetings:list", "journal-text", also=("meetings:", "scoring:sheet"))
TASKS = Place("Nhiệm vụ", "meetings:tasks", "check2-square", also=("meetings:task",))
MEMBERS = Place("Đảng viên", "chapters:members", "people", also=("chapters:member", "chapters:import"))
BOOK = Place("Sổ chi bộ", "reports:book", "journal-bookmark")
BULLETIN = Place("Bản tin", "guidance:bulletin", "newspaper")
INBOX = Place("Thẩm định", "scoring:inbox", "clipboard-check", also=("scoring:review",))
DASHBOARD = Place("Bảng điều hành", "reports:dashboard", "grid-3x3", "Điều hành", also=("reports:dashboard",))
REPORTS = Place("Báo cáo", "reports:list", "file-earmark-text", also=("reports:",))
PETITIONS = Place("Vướng mắc", "meetings:petitions", "chat-left-text", also=("meetings:petition",))
ORGANIZATIONS = Place(
    "Tổ chức", "chapters:organizations", "diagram-3", also=("chapters:organization", "chapters:member")
)
ORGANIZATIONS_AND_MEMBERS = Place(
    "Tổ chức, đảng viên",
    "chapters:organizations",
    "diagram-3",
    "Tổ chức",
    also=("chapters:organization", "chapters:member", "chapters:import"),
)
WATCH = Place(
    "Theo dõi",
    "",
    below=(
        Place("Chỉ tiêu Đề án", "reports:targets"),
        Place("Đại biểu cấp trên dự", "oversight:visits"),
        Place("Khó khăn, vướng mắc", "meetings:petitions", also=("meetings:petition",)),
        Place("Dấu hiệu hình thức", "oversight:signals"),
        Place("Kiểm tra, giám sát", "oversight:inspections"),
    ),
)
GUIDE = Place(
    "Chỉ đạo",
    "",
    below=(
        Place("Văn bản, quán triệt", "guidance:directives"),
        Place("Bồi dưỡng", "guidance:training"),
        Place("Bản tin", "guidance:bulletin"),
    ),
)
ACCOUNTS = Place(
    "Tài khoản",
    "chapters:accounts",
    "person-gear",
    also=(
        "chapters:account",
        "chapters:create_account",
        "chapters:give_",
        "chapters:end_role",
        "chapters:bind_member",
        "chapters:lock_account",
    ),
)
CRITERIA = Place("Bộ tiêu chí", "scoring:criteria", "list-ol", also=("scoring:criteria",))
IMPORTS = Place(
    "Nhập Excel", "chapters:imports", "file-earmark-spreadsheet", "Nhập", also=("chapters:import",)
)
AUDIT = Place("Nhật ký", "chapters:audit", "clock-history")
HEALTH = Place("Sức khỏe hệ thống", "reports:health", "heart-pulse", "Sức khỏe")

CHAPTER_BAR = (HOME, MEETINGS, TASKS, MEMBERS, BOOK, BULLETIN)
BARS: dict[Role, tuple[Place, ...]] = {
    Role.SECRETARY: CHAPTER_BAR,
    Role.DEPUTY: CHAPTER_BAR,
    Role.COMMITTEE: (HOME, INBOX, DASHBOARD, MEETINGS, PETITIONS, ORGANIZATIONS, REPORTS),
    Role.BOARD: (HOME, DASHBOARD, REPORTS, INBOX, WATCH, GUIDE, ORGANIZATIONS_AND_MEMBERS),
    Role.SPECIALIST: (
        HOME,
        Place(
            "TCCSĐ phụ trách",
            "chapters:organizations",
            "diagram-3",
            "Phụ trách",
            also=("chapters:organization",),
        ),
        Place("Lịch dự", "oversight:calendar", "calendar3"),
        PETITIONS,
        DASHBOARD,
    ),
    Role.MEMBER: (
        Place("Việc của tôi", "home", "list-check", "Việc"),
        Place("Thông báo, tài liệu", "meetings:list", "bell", "Thông báo", also=("meetings:",)),
        Place("Nhiệm vụ của tôi", "meetings:tasks", "check2-square", "Nhiệm vụ", also=("meetings:task",)),
        Place("Thu hoạch", "guidance:reflections", "pencil-square"),
        BULLETIN,
    ),
    Role.ADMINISTRATOR: (
        ORGANIZATIONS,
        ACCOUNTS,
        CRITERIA,
        IMPORTS,
        AUDIT,
        Place("Sao lưu", "reports:backups", "archive"),
        HEALTH,
    ),
}
TABS: dict[Role, tuple[Place, ...]] = {
    Role.COMMITTEE: (HOME, INBOX, DASHBOARD, MEETINGS),
    Role.BOARD: (HOME, DASHBOARD, REPORTS, INBOX),
    Role.ADMINISTRATOR: (ACCOUNTS, IMPORTS, AUDIT, HEALTH),
}
TABS_SHOWN = 4
SEARCHED = ("chapters:members", "chapters:organizations")  # where the magnifying glass leads


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext) -> dict[str, Any]:
    """What base.html draws: {% navigation as nav %}."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"bar": [], "tabs": [], "rest": [], "holding": None, "holdings": []}
    holding = holding_in_hand(request)
    role = Role(holding.role) if holding else Role.ADMINISTRATOR if request.user.is_superuser else Role.MEMBER
    here = getattr(getattr(request, "resolver_match", None), "view_name", "") or ""
    counts = context.get("nav_counts") or {}
    bar = [entry for place in BARS[role] if (entry := _entry(place, counts))]
    tabs = [entry for place in TABS.get(role, BARS[role]) if (entry := _entry(place, counts))][:TABS_SHOWN]
    _mark_current(bar, here)
    for tab in tabs:
        tab["current"] = any(entry["current"] and entry["url"] == tab["url"] for entry in bar)
    shown = {entry["url"] for entry in tabs}
    flat = [entry for top in bar for entry in top["below"] or [top]]
    return {
        "bar": bar,
        "tabs": tabs,
        "rest": [entry for entry in flat if entry["url"] not in shown],
        "search": next((entry["url"] for entry in flat if entry["place"].url_name in SEARCHED), ""),
        "holding": holding,
        "holdings": holdings_to_choose(request),
        "here": here,
    }


def _entry(place: Place, counts: dict[str, int]) -> dict[str, Any] | None:
    below = [entry for child in place.below if (entry := _entry(child, counts))]
    url = _address(place.url_name)
    if not url and not below:
        return None
    return {
        "place": place,
        "url": url,
        "below": below,
        "count": counts.get(place.url_name, 0),
        "current": False,
    }


@cache
def _address(url_name: str) -> str:
    try:
        return reverse(url_name) if url_name else ""
    except NoReverseMatch:
        return ""


def _mark_current(entries: list[dict[str, Any]], here: str) -> None:
    """The entry whose own page this is; failing that, the one that stands for it most closely."""
    flat = [(entry, child) for entry in entries for child in entry["below"] or [entry]]
    ranked = [(_closeness(child["place"], here), entry, child) for entry, child in flat]
    best = max((closeness for closeness, _, _ in ranked), default=0)
    for closeness, entry, child in ranked:
        if closeness and closeness == best:
            entry["current"] = child["current"] = True
            return


def _closeness(place: Place, here: str) -> int:
    if here == place.url_name:
        return 1000
    return max((len(prefix) for prefix in place.also if here.startswith(prefix)), default=0)
