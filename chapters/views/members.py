"""The members of a chapter or of all below a body, and one member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from chapters.forms.members import (
    AdmissionForm,
)
from chapters.models import Member, MemberStatus, Organization
from chapters.permissions import (
    EDIT_MEMBERS,
    EDIT_POSTS,
    IMPORT_MEMBERS,
    SEE_MEMBER,
    TRANSFER_MEMBERS,
    holding_in_hand,
)
from chapters.views.filling import fill
from chapters.views.organizations import spreadsheet
from chapters.views.rolls import FILTERS, Roll
from common.spreadsheets.writing import Table
from common.text import clean

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from chapters.querysets import OrganizationQuerySet

ROWS = 50


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    organization = _whose(request)
    roll = _roll(request, organization)
    counts = roll.counts()
    page = Paginator(roll.shown(), ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "chapters/members.html",
        {
            "organization": organization,
            "roll": roll,
            "page": page,
            "rows": roll.rows(page.object_list),
            "guests": roll.guests() if page.number == 1 else [],
            "segments": _segments(request, roll, counts),
            "total": counts[""],
            "official": counts["official"],
            "probationary": counts["probationary"],
            "sees_details": SEE_MEMBER.holds(request.user, organization),
            "can_edit": EDIT_MEMBERS.holds(request.user, organization),
            "can_transfer": TRANSFER_MEMBERS.holds(request.user, organization),
            "import_url": _import_url(request, organization),
            "export_url": f"{reverse('chapters:members_excel')}?{request.GET.urlencode()}",
        },
    )


def _import_url(request: SignedInRequest, organization: Organization) -> str:
    if not IMPORT_MEMBERS.holds(request.user, organization):
        return ""
    return f"{reverse('chapters:import_new', args=['members'])}?organization={organization.pk}"


def _whose(request: SignedInRequest) -> Organization:
    """The organization asked for, or the one of the role in hand."""
    reach = Organization.objects.visible_to(request.user)
    if asked := request.GET.get("organization", ""):
        chosen: Organization = get_object_or_404(reach, pk=asked if asked.isdigit() else 0)
        return chosen
    holding = holding_in_hand(request)
    return holding.organization if holding else get_object_or_404(reach.order_by("path")[:1])


def _roll(request: SignedInRequest, organization: Organization) -> Roll:
    chosen = request.GET.get("filter", "")
    return Roll(
        organization=organization,
        reach=Member.objects.visible_to(request.user),
        today=timezone.localdate(),
        sought=clean(request.GET.get("q", "")),
        chosen=chosen if chosen in FILTERS else "",
    )


def _segments(request: SignedInRequest, roll: Roll, counts: dict[str, int]) -> list[dict[str, Any]]:
    segments = []
    for name, count in counts.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["filter"] = name
        segments.append(
            {
                "words": FILTERS[name],
                "count": count,
                "url": f"?{query.urlencode()}",
                "current": name == roll.chosen,
            }
        )
    return segments


@require_GET
def export(request: SignedInRequest) -> HttpResponse:
    organization = _whose(request)
    SEE_MEMBER.require(request.user, organization)
    roll = _roll(request, organization)
    table = Table(
        name="Đảng viên",
        title=f"Danh sách đảng viên {organization.name}, ngày {roll.today:%d/%m/%Y}",
        headings=[
            "TT",
            "Họ và tên",
            "Ngày sinh",
            "Nam, nữ",
            "Chức vụ đảng",
            "Chức vụ, đơn vị công tác",
            "Ngày vào Đảng",
            "Ngày chính thức",
            "Số thẻ đảng viên",
            "Chi bộ",
            "Ghi chú",
        ],
        rows=[row.cells(number) for number, row in enumerate(roll.rows(roll.shown()), start=1)],
        widths=[6, 30, 14, 10, 24, 34, 14, 16, 16, 34, 30],
    )
    return spreadsheet(table, "dang-vien.xlsx")


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    member = member_of(request, pk)
    organization = member.organization
    if organization is None or not (
        member.user_id == request.user.pk or SEE_MEMBER.holds(request.user, organization)
    ):
        raise PermissionDenied
    roll = Roll(organization=organization, reach=Member.objects.filter(pk=pk), today=timezone.localdate())
    open_kinds = set(member.statuses.filter(ends_on__isnull=True).values_list("kind", flat=True))
    return render(
        request,
        "chapters/member.html",
        {
            "member": member,
            "organization": organization,
            "row": roll.rows([member])[0],
            "year": roll.today.year,
            "memberships": member.memberships.select_related("organization"),
            "statuses": member.statuses.all(),
            "posts": member.posts.select_related("organization").order_by("ends_on", "rank"),
            "is_exempt": MemberStatus.Kind.EXEMPT in open_kinds,
            "is_away": MemberStatus.Kind.AWAY in open_kinds,
            "is_suspended": MemberStatus.Kind.SUSPENDED in open_kinds,
            "can_edit": EDIT_MEMBERS.holds(request.user, organization),
            "can_transfer": TRANSFER_MEMBERS.holds(request.user, organization),
            "can_edit_posts": EDIT_POSTS.holds(request.user, organization),
        },
    )


def member_of(request: SignedInRequest, pk: int) -> Member:
    reach = Member.objects.visible_to(request.user).select_related("organization__parent")
    member: Member = get_object_or_404(reach, pk=pk)
    return member


def _chapters(request: SignedInRequest) -> OrganizationQuerySet:
    return Organization.objects.visible_to(request.user).active().chapters().order_by("path")


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    organization = _whose(request)
    EDIT_MEMBERS.require(request.user, organization)
    back = f"{reverse('chapters:members')}?organization={organization.pk}"
    form = AdmissionForm(
        request.POST or None,
        back=back,
        chapters=_chapters(request).under(organization.path),
        initial={"organization": organization.pk if organization.is_chapter else None},
    )
    return fill(
        request,
        form,
        Member.admit,
        title="Thêm đảng viên",
        done="Đã thêm đảng viên.",
        to=lambda member: reverse("chapters:member", args=[member.pk]),
        crumbs=[("Đảng viên", back)],
    )
