"""What can be done to a member: each act asks what its verb needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chapters.forms.members import (
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
from chapters.models import Member, Organization, PostHolding
from chapters.permissions import (
    EDIT_MEMBERS,
    EDIT_POSTS,
    TRANSFER_MEMBERS,
)
from chapters.views.filling import fill
from chapters.views.members import member_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from chapters.permissions import Permission
    from common.forms import PlainForm


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
    member = member_of(request, pk)
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
