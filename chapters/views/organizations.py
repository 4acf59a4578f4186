"""The tree of organizations, one organization, and the acts on it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chapters.forms.organizations import (
    DissolveForm,
    MergeForm,
    MoveForm,
    OrganizationForm,
    RenameForm,
    SplitForm,
    TermForm,
)
from chapters.models import Organization, OrganizationChange, PostHolding, Term
from chapters.permissions import EDIT_MEMBERS, EDIT_ORGANIZATION, EDIT_POSTS, IMPORT_ORGANIZATIONS
from chapters.querysets import held_roles
from chapters.roles import OVERSEERS
from chapters.views.filling import fill
from chapters.views.trees import Branch, branches, lead
from common.spreadsheets.writing import Table, write_workbook
from common.text import clean

if TYPE_CHECKING:
    from typing import Any

    from accounts.request import SignedInRequest
    from chapters.permissions import Permission
    from chapters.querysets import OrganizationQuerySet

ROWS = 50
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS_SHOWN = (
    Organization.Kind.BASE_PARTY_BODY,
    Organization.Kind.BASE_CHAPTER,
    Organization.Kind.SUB_PARTY_BODY,
    Organization.Kind.CHAPTER,
    Organization.Kind.PARTY_GROUP,
)


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    reach = Organization.objects.visible_to(request.user)
    if not any(role in OVERSEERS for _, role in held_roles(request.user)) and not request.user.is_superuser:
        return redirect("chapters:organization", pk=get_object_or_404(reach.in_order()[:1]).pk)
    sought, kind, everything = (
        clean(request.GET.get("q", "")),
        request.GET.get("kind", ""),
        "all" in request.GET,
    )
    shown = reach if everything else reach.active()
    counted = shown.search(sought).aggregate(
        total=Count("pk", filter=Q(kind__in=KINDS_SHOWN)),
        **{kind: Count("pk", filter=Q(kind=kind)) for kind in KINDS_SHOWN},
    )
    is_flat = bool(sought or kind)
    if is_flat:
        found = shown.search(sought).filter(kind__in=[kind] if kind else KINDS_SHOWN)
        page = Paginator(found.select_related("parent").with_counts().order_by("path"), ROWS).get_page(
            request.GET.get("page")
        )
        rows = [Branch(organization) for organization in page]
        lead(rows)
    else:
        page = Paginator(tops(shown).with_counts().in_order(), ROWS).get_page(request.GET.get("page"))
        rows = branches(page, shown)
    return render(
        request,
        "chapters/organizations.html",
        {
            "page": page,
            "rows": rows,
            "is_flat": is_flat,
            "can_import": IMPORT_ORGANIZATIONS.anywhere(request.user),
            "sought": sought,
            "kind": kind,
            "everything": everything,
            "segments": _segments(request, counted, kind),
            "dissolved_count": reach.count() - reach.active().count(),
            "parent": _new_below(request, reach),
            "export_url": f"{reverse('chapters:organizations_excel')}?{request.GET.urlencode()}",
        },
    )


def tops(shown: OrganizationQuerySet) -> OrganizationQuerySet:
    """Where the tree of what one sees begins: the TCCSĐ, or what is seen without its own parent."""
    return shown.filter(
        Q(kind__in=Organization.BASE_KINDS)
        | ~Q(parent__in=shown.values("pk")) & ~Q(kind=Organization.Kind.BLOC)
    )


def _segments(request: SignedInRequest, counted: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    kinds = [("", "Tất cả", counted["total"])]
    kinds += [(kind, Organization.Kind(kind).label, counted[kind]) for kind in KINDS_SHOWN if counted[kind]]
    segments = []
    for kind, words, count in kinds:
        query = request.GET.copy()
        query.pop("page", None)
        query["kind"] = kind
        segments.append(
            {"words": words, "count": count, "url": f"?{query.urlencode()}", "current": kind == chosen}
        )
    return segments


def _new_below(request: SignedInRequest, reach: OrganizationQuerySet) -> Organization | None:
    """The body a new organization would stand under, if the person may found one there."""
    top = (
        reach.filter(kind__in=[Organization.Kind.BLOC, Organization.Kind.BASE_PARTY_BODY])
        .order_by("path")
        .first()
    )
    return top if top and EDIT_ORGANIZATION.holds(request.user, top) else None


@require_GET
def export(request: SignedInRequest) -> HttpResponse:
    sought, kind = clean(request.GET.get("q", "")), request.GET.get("kind", "")
    shown = Organization.objects.visible_to(request.user)
    shown = shown if "all" in request.GET else shown.active()
    found = shown.search(sought).filter(kind__in=[kind] if kind else KINDS_SHOWN)
    rows = [
        Branch(organization) for organization in found.select_related("parent").with_counts().order_by("path")
    ]
    lead(rows)
    table = Table(
        name="Tổ chức đảng",
        title="Danh sách tổ chức đảng",
        headings=[
            "TT",
            "Tên tổ chức",
            "Loại tổ chức",
            "Trực thuộc",
            "Mã số",
            "Loại hình",
            "Ngày thành lập",
            "Số chi bộ",
            "Số đảng viên",
            "Chính thức",
            "Dự bị",
            "Bí thư",
        ],
        rows=[row.cells(number) for number, row in enumerate(rows, start=1)],
        widths=[6, 44, 20, 40, 24, 26, 16, 12, 14, 12, 10, 28],
    )
    return spreadsheet(table, "to-chuc-dang.xlsx")


def spreadsheet(table: Table, filename: str) -> HttpResponse:
    book = BytesIO()
    write_workbook(book, [table])
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(book.getvalue(), content_type=SPREADSHEET, headers=headers)


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    reach = Organization.objects.visible_to(request.user)
    organization = get_object_or_404(reach.select_related("parent").with_counts(), pk=pk)
    children = [Branch(child) for child in organization.children.active().with_counts().in_order()]
    lead(children)
    return render(
        request,
        "chapters/organization.html",
        {
            "organization": organization,
            "row": Branch(organization),
            "warnings": organization.warnings(),
            "above": list(reach.filter(pk__in=organization.ancestor_ids()).order_by("path")),
            "children": children,
            "dissolved_children": organization.children.filter(dissolved_on__isnull=False).in_order(),
            "posts": PostHolding.objects.current()
            .filter(organization=organization)
            .select_related("member", "term")
            .by_rank(),
            "names": organization.names.order_by("starts_on"),
            "changes": OrganizationChange.objects.filter(
                Q(organization=organization) | Q(other=organization)
            ).select_related("organization", "other"),
            "terms": organization.terms.all(),
            "can_edit": EDIT_ORGANIZATION.holds(request.user, organization),
            "can_edit_posts": EDIT_POSTS.holds(request.user, organization),
            "can_edit_members": EDIT_MEMBERS.holds(request.user, organization),
        },
    )


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    reach = Organization.objects.visible_to(request.user)
    parent = (
        get_object_or_404(reach.active(), pk=request.GET["parent"])
        if request.GET.get("parent", "").isdigit()
        else None
    )
    if parent is None and not request.user.is_superuser:
        parent = reach.active().order_by("path").first()
    if parent:
        EDIT_ORGANIZATION.require(request.user, parent)
    elif not request.user.is_superuser:
        raise PermissionDenied
    back = reverse("chapters:organization", args=[parent.pk]) if parent else reverse("chapters:organizations")
    form = OrganizationForm(request.POST or None, back=back, parent=parent)
    return fill(
        request,
        form,
        lambda by, **typed: Organization.found(by=by, parent=parent, **typed),
        title="Thêm tổ chức",
        intro=f"Trực thuộc {parent.name}." if parent else "Tổ chức cao nhất trong hệ thống.",
        done="Đã thêm tổ chức.",
        to=lambda founded: reverse("chapters:organization", args=[founded.pk]),
        crumbs=_crumbs(parent) if parent else [("Tổ chức", back)],
    )


def _fetch(
    request: SignedInRequest, pk: int, permission: Permission = EDIT_ORGANIZATION
) -> tuple[Organization, str]:
    """The organization within reach, the right to the act, and the way back."""
    organization = get_object_or_404(Organization.objects.visible_to(request.user), pk=pk)
    permission.require(request.user, organization)
    return organization, reverse("chapters:organization", args=[pk])


def _crumbs(organization: Organization) -> list[tuple[str, str]]:
    return [
        ("Tổ chức", reverse("chapters:organizations")),
        (organization.name, reverse("chapters:organization", args=[organization.pk])),
    ]


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    organization, back = _fetch(request, pk)
    form = OrganizationForm(request.POST or None, back=back, organization=organization)
    return fill(
        request,
        form,
        organization.amend,
        title="Sửa thông tin tổ chức",
        intro="Sửa điều ghi sai. Nếu tổ chức đổi tên từ một ngày, dùng “Đổi tên” để giữ tên cũ cho các kỳ trước.",
        done="Đã lưu.",
        to=back,
        crumbs=_crumbs(organization),
    )


@require_http_methods(["GET", "POST"])
def rename(request: SignedInRequest, pk: int) -> HttpResponse:
    organization, back = _fetch(request, pk)
    return fill(
        request,
        RenameForm(request.POST or None, back=back),
        organization.rename,
        title=f"Đổi tên {organization.name}",
        done="Đã đổi tên.",
        to=back,
        crumbs=_crumbs(organization),
    )


@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    organization, back = _fetch(request, pk)
    reach = Organization.objects.visible_to(request.user)
    return fill(
        request,
        MoveForm(request.POST or None, back=back, organization=organization, reach=reach),
        organization.move_to,
        title=f"Chuyển trực thuộc {organization.name}",
        intro=f"Đang trực thuộc {organization.parent}.",
        done="Đã chuyển trực thuộc.",
        to=back,
        crumbs=_crumbs(organization),
    )


@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, pk: int) -> HttpResponse:
    organization, back = _fetch(request, pk)
    reach = Organization.objects.visible_to(request.user)
    return fill(
        request,
        MergeForm(request.POST or None, back=back, organization=organization, reach=reach),
        lambda by, other, **typed: organization.merge_into(other, by=by, **typed),
        title=f"Sáp nhập {organization.name}",
        intro=f"{organization.members.count()} đảng viên chuyển sang chi bộ nhận.",
        done="Đã sáp nhập.",
        to=back,
        crumbs=_crumbs(organization),
    )


@require_http_methods(["GET", "POST"])
def split(request: SignedInRequest, pk: int) -> HttpResponse:
    organization, back = _fetch(request, pk)
    return fill(
        request,
        SplitForm(request.POST or None, back=back, organization=organization),
        organization.split_off,
        title=f"Chia tách {organization.name}",
        intro="Lập chi bộ mới cùng cấp trên, gồm những đảng viên được chọn.",
        done="Đã lập chi bộ mới.",
        to=lambda new: reverse("chapters:organization", args=[new.pk]),
        crumbs=_crumbs(organization),
    )


@require_http_methods(["GET", "POST"])
def dissolve(request: SignedInRequest, pk: int) -> HttpResponse:
    organization, back = _fetch(request, pk)
    return fill(
        request,
        DissolveForm(request.POST or None, back=back),
        organization.dissolve,
        title=f"Giải thể {organization.name}",
        intro="Đảng viên và tổ chức trực thuộc phải được chuyển đi trước.",
        done="Đã ghi giải thể.",
        to=back,
        crumbs=_crumbs(organization),
    )


@require_http_methods(["GET", "POST"])
def begin_term(request: SignedInRequest, pk: int) -> HttpResponse:
    organization, back = _fetch(request, pk, EDIT_POSTS)
    return fill(
        request,
        TermForm(request.POST or None, back=back),
        lambda by, **typed: Term.begin(by=by, organization=organization, **typed),
        title="Ghi nhiệm kỳ",
        done="Đã ghi nhiệm kỳ.",
        to=back,
        crumbs=_crumbs(organization),
    )
