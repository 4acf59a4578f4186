"""Whose paper it is, who signs it and who gets it: by kind of organization (docs/documents.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chapters.models import Organization
from reports.paper.snapshots import Head, Signing

if TYPE_CHECKING:
    from datetime import date

Kind = Organization.Kind
SYMBOLS: Final = {Kind.BLOC: "ĐUK", Kind.BASE_PARTY_BODY: "ĐU", Kind.SUB_PARTY_BODY: "ĐUBP"}
AUTHORITIES: Final = {Kind.BLOC: "T/M BAN THƯỜNG VỤ", Kind.BASE_PARTY_BODY: "T/M ĐẢNG ỦY"}
PROVINCE: Final = "Tỉnh ủy"


def head(organization: Organization, kind: str, day: date, *, draft: int) -> Head:
    """The names in force on the day; the direct superior alone stands above."""
    parent = organization.parent_on(day)
    superior = organization.superior_name or (parent.name_on(day) if parent else "")
    return Head(
        superior=superior,
        issuer=committee_name(organization, day),
        kind=kind,
        symbol=symbol(organization),
        place=place_name(organization),
        month=day.replace(day=1),
        draft=draft,
    )


def symbol(organization: Organization) -> str:
    return SYMBOLS.get(Kind(organization.kind), "CB")


def committee_name(organization: Organization, day: date) -> str:
    """Đảng ủy of a đảng bộ under the name it bore that day; a chapter by its own name."""
    name = organization.name_on(day)
    if organization.has_party_committee and name.startswith("Đảng bộ"):
        return "Đảng ủy" + name.removeprefix("Đảng bộ")
    return name


def place_name(organization: Organization) -> str:
    above: Organization | None = organization
    while above is not None:
        if above.place_name:
            return above.place_name
        above = above.parent
    return "…"


def signing(organization: Organization, day: date) -> Signing:
    """The head of the committee as far as the posts say; collective always, never K/T."""
    holding = organization.posts.on(day).filter(post="secretary").select_related("member").first()
    return Signing(
        authority=AUTHORITIES.get(Kind(organization.kind), "T/M CHI BỘ"),
        post="BÍ THƯ",
        name=holding.member.full_name if holding else organization.reported_secretary,
        recipients=_recipients(organization, day),
    )


def _recipients(organization: Organization, day: date) -> tuple[str, ...]:
    if organization.kind == Kind.BLOC:
        above = f"Ban Thường vụ {PROVINCE} (để báo cáo)"
        return above, f"Ban Tổ chức {PROVINCE}", "Các tổ chức cơ sở đảng trực thuộc", "Lưu Văn phòng Đảng ủy"
    parent = organization.parent_on(day)
    above = f"{committee_name(parent, day)} (để báo cáo)" if parent else f"{PROVINCE} (để báo cáo)"
    if organization.is_chapter:
        return above, "Đảng viên trong Chi bộ", "Lưu Chi bộ"
    return above, "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"
