"""The members of a chapter or of all below a body, one member, and the acts on one."""

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
    DayForm,
    DecisionForm,
    DepartureForm,
    ExemptionForm,
    MemberForm,
    PostForm,
    RecognitionForm,
    TemporaryTransferForm,
    TransferForm,
)
from chapters.models import Member, MemberStatus, Organization, PostHolding
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
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from chapters.permissions import Permission
    from chapters.querysets import OrganizationQuerySet
    from common.forms import PlainForm

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
    member = _member(request, pk)
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


def _member(request: SignedInRequest, pk: int) -> Member:
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


def _act(
    request: SignedInRequest,
    pk: int,
    permission: Permission,
    *,
    title: str,
    form: Callable[[Member, str], PlainForm],
    verb: Callable[[Member], Callable[..., Any]],
    done: str,
    to: Callable[[Member], str] | None = None,
) -> HttpResponse:
    """Every act on a member: fetch by reach, require the right, ask what the verb needs, act, answer."""
    member = _member(request, pk)
    if member.organization is None:
        raise PermissionDenied
    permission.require(request.user, member.organization)
    back = reverse("chapters:member", args=[pk])
    return fill(
        request,
        form(member, back),
        verb(member),
        title=f"{title}: đồng chí {member}",
        done=done,
        to=to(member) if to else back,
        crumbs=[
            ("Đảng viên", f"{reverse('chapters:members')}?organization={member.organization_id}"),
            (str(member), back),
        ],
    )


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        EDIT_MEMBERS,
        title="Sửa hồ sơ",
        form=lambda member, back: MemberForm(request.POST or None, back=back, member=member),
        verb=lambda member: member.amend,
        done="Đã lưu.",
    )


@require_http_methods(["GET", "POST"])
def transfer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chapter of arrival may be anywhere in the system: a transfer crosses the limits of reach."""
    chapters = Organization.objects.active().chapters().order_by("path")
    return _act(
        request,
        pk,
        TRANSFER_MEMBERS,
        title="Chuyển sinh hoạt đảng chính thức",
        form=lambda member, back: TransferForm(
            request.POST or None, back=back, chapters=chapters.exclude(pk=member.organization_id)
        ),
        verb=lambda member: (
            lambda by, organization, **typed: member.transfer_to(organization, by=by, **typed)
        ),
        done="Đã chuyển sinh hoạt đảng.",
        to=_list_of,
    )


def _list_of(member: Member) -> str:
    """The list the member stood in: after a transfer the page itself may be out of reach."""
    return f"{reverse('chapters:members')}?organization={member.organization_id}"


@require_http_methods(["GET", "POST"])
def send_temporarily(request: SignedInRequest, pk: int) -> HttpResponse:
    chapters = Organization.objects.active().chapters().order_by("path")
    return _act(
        request,
        pk,
        TRANSFER_MEMBERS,
        title="Chuyển sinh hoạt tạm thời",
        form=lambda member, back: TemporaryTransferForm(
            request.POST or None, back=back, chapters=chapters.exclude(pk=member.organization_id)
        ),
        verb=lambda member: member.send_temporarily,
        done="Đã ghi sinh hoạt tạm thời.",
    )


@require_http_methods(["GET", "POST"])
def return_home(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        TRANSFER_MEMBERS,
        title="Hết sinh hoạt tạm thời",
        form=lambda _member, back: DayForm(request.POST or None, back=back, act="Ghi đã trở về"),
        verb=lambda member: member.return_home,
        done="Đã ghi trở về chi bộ.",
    )


@require_http_methods(["GET", "POST"])
def exempt(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        EDIT_MEMBERS,
        title="Miễn công tác và sinh hoạt đảng",
        form=lambda _member, back: ExemptionForm(request.POST or None, back=back),
        verb=lambda member: member.exempt,
        done="Đã ghi miễn công tác và sinh hoạt đảng.",
    )


@require_http_methods(["GET", "POST"])
def end_exemption(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        EDIT_MEMBERS,
        title="Hết miễn sinh hoạt",
        form=lambda _member, back: DayForm(request.POST or None, back=back, act="Ghi hết miễn sinh hoạt"),
        verb=lambda member: member.end_exemption,
        done="Đã ghi hết miễn sinh hoạt.",
    )


@require_http_methods(["GET", "POST"])
def suspend(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        TRANSFER_MEMBERS,
        title="Đình chỉ sinh hoạt đảng",
        form=lambda _member, back: DecisionForm(
            request.POST or None,
            back=back,
            act="Ghi đình chỉ",
            says="Chỉ ghi ngày và số; không ghi nội dung.",
        ),
        verb=lambda member: member.suspend,
        done="Đã ghi đình chỉ sinh hoạt đảng.",
    )


@require_http_methods(["GET", "POST"])
def lift_suspension(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        TRANSFER_MEMBERS,
        title="Hết đình chỉ sinh hoạt đảng",
        form=lambda _member, back: DayForm(request.POST or None, back=back, act="Ghi hết đình chỉ"),
        verb=lambda member: member.lift_suspension,
        done="Đã ghi hết đình chỉ.",
    )


@require_http_methods(["GET", "POST"])
def become_official(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        TRANSFER_MEMBERS,
        title="Công nhận đảng viên chính thức",
        form=lambda member, back: RecognitionForm(request.POST or None, back=back, member=member),
        verb=lambda member: member.become_official,
        done="Đã ghi công nhận đảng viên chính thức.",
    )


@require_http_methods(["GET", "POST"])
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        TRANSFER_MEMBERS,
        title="Đưa ra khỏi danh sách",
        form=lambda _member, back: DepartureForm(request.POST or None, back=back),
        verb=lambda member: member.leave,
        done="Đã đưa ra khỏi danh sách.",
        to=_list_of,
    )


@require_http_methods(["GET", "POST"])
def begin_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Posts of the own chapter and of the bodies above it that the person may fill."""

    def form(member: Member, back: str) -> PostForm:
        own = get_object_or_404(Organization, pk=member.organization_id)
        above = Organization.objects.filter(pk__in=[*own.ancestor_ids(), own.pk])
        allowed = [place for place in above.order_by("-path") if EDIT_POSTS.holds(request.user, place)]
        return PostForm(request.POST or None, back=back, organizations=allowed)

    return _act(
        request,
        pk,
        EDIT_POSTS,
        title="Ghi chức vụ",
        form=form,
        verb=lambda member: lambda by, **typed: PostHolding.begin(by=by, member=member, **typed),
        done="Đã ghi chức vụ.",
    )


@require_http_methods(["GET", "POST"])
def end_post(request: SignedInRequest, pk: int) -> HttpResponse:
    reach = PostHolding.objects.visible_to(request.user).select_related("member", "organization")
    post = get_object_or_404(reach, pk=pk)
    EDIT_POSTS.require(request.user, post.organization)
    back = reverse("chapters:organization", args=[post.organization_id])
    form = DayForm(request.POST or None, back=back, act="Ghi thôi chức vụ")
    return fill(
        request,
        form,
        post.end,
        title=f"Thôi giữ chức vụ {post.get_post_display()}: đồng chí {post.member}",
        intro=f"{post.organization.name}, giữ từ {post.starts_on:%d/%m/%Y}.",
        done="Đã ghi thôi giữ chức vụ.",
        to=back,
        crumbs=[("Tổ chức", reverse("chapters:organizations")), (post.organization.name, back)],
    )
