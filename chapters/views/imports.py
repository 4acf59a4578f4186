"""From an office's file to the records: bring it, look, decide, write, and if need be take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chapters.forms.imports import ColumnsForm, UploadForm
from chapters.imports.counts import counts_of
from chapters.imports.deciding import confirm_name, decide
from chapters.imports.kinds import KINDS, kind_of
from chapters.imports.names import Meanings
from chapters.imports.preview import SHOWN, rows_to_show, show_row, show_rows
from chapters.models import ImportBatch, ImportName, ImportRow, Organization
from common.encodings import LEGACY, Encoding
from common.errors import RuleError
from common.jobs import JobState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.request import SignedInRequest
    from chapters.imports.kinds import ImportKind

ROWS = 50
RECENT = 20
KINDS_OF_BODIES = {
    "organizations": (Organization.Kind.BLOC,),
    "members": (
        *Organization.CHAPTER_KINDS,
        Organization.Kind.BASE_PARTY_BODY,
        Organization.Kind.SUB_PARTY_BODY,
    ),
    "meetings": (
        Organization.Kind.BASE_PARTY_BODY,
        Organization.Kind.SUB_PARTY_BODY,
        Organization.Kind.BASE_CHAPTER,
    ),
}


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """What can be imported, and the imports of late."""
    offered = [kind for kind in KINDS.values() if kind.permission.anywhere(request.user)]
    if not offered:
        raise PermissionDenied("Chỉ người được giao nhập danh sách mới mở được trang này.")
    batches = ImportBatch.objects.visible_to(request.user).filter(kind__in=[kind.name for kind in offered])
    return render(
        request,
        "imports/list.html",
        {
            "kinds": [(kind.name, ImportBatch.Kind(kind.name).label) for kind in offered],
            "batches": batches.select_related("organization", "owner").newest_first()[:RECENT],
        },
    )


@require_http_methods(["GET", "POST"])
def upload(request: SignedInRequest, kind: str) -> HttpResponse:
    what = _kind(kind)
    bodies = _bodies(request, what)
    is_first = kind == "organizations" and not Organization.objects.exists()
    if is_first and not request.user.is_superuser:
        raise PermissionDenied("Cơ sở dữ liệu còn trống: chỉ quản trị nhập được danh sách tổ chức đầu tiên.")
    if not is_first and not what.permission.anywhere(request.user):
        raise PermissionDenied("Đồng chí chưa được giao nhập loại danh sách này.")
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        organizations=None if is_first else bodies,
        initial={
            "organization": request.GET.get("organization")
            or (bodies.first() if bodies.count() == 1 else None)
        },
    )
    if request.method == "POST" and form.is_valid():
        organization = form.cleaned_data.get("organization")
        if organization is not None:
            what.permission.require(request.user, organization)
        file = form.cleaned_data["file"]
        batch = ImportBatch.objects.request(
            kind, file, name=file.name, organization=organization, by=request.user
        )
        return redirect("chapters:import", pk=batch.pk)
    context = {"form": form, "kind": kind, "title": f"Nhập {ImportBatch.Kind(kind).label.lower()}"}
    return render(request, "imports/upload.html", context, status=200 if request.method == "GET" else 422)


def _kind(name: str) -> ImportKind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _bodies(request: SignedInRequest, kind: ImportKind) -> QuerySet[Organization]:
    """Bodies within reach where the person has the right."""
    found = Organization.objects.visible_to(request.user).active().filter(kind__in=KINDS_OF_BODIES[kind.name])
    if request.user.is_superuser:
        return found.order_by("path")
    allowed = [one.pk for one in found if kind.permission.holds(request.user, one)]
    return Organization.objects.filter(pk__in=allowed).order_by("path")


def _batch(request: SignedInRequest, pk: int) -> ImportBatch:
    """Within reach, and with the right of its kind."""
    reach = ImportBatch.objects.visible_to(request.user).select_related("organization", "owner")
    batch: ImportBatch = get_object_or_404(reach, pk=pk)
    if batch.organization is not None:
        kind_of(batch).permission.require(request.user, batch.organization)
    return batch


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Progress while the worker is at it, then the preview, then what was written."""
    batch = _batch(request, pk)
    if not batch.is_finished:
        return render(request, "imports/progress.html", {"batch": batch})
    if batch.state == JobState.FAILED:
        return render(request, "imports/failed.html", {"batch": batch})
    return render(request, "imports/detail.html", _preview(request, batch))


@require_GET
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    response = render(request, "imports/_progress.html", {"batch": batch})
    if batch.is_finished:
        response["HX-Redirect"] = reverse("chapters:import", args=[batch.pk])
    return response


def _preview(request: SignedInRequest, batch: ImportBatch) -> dict[str, Any]:
    counts = counts_of(batch)
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else ""
    if not shown and not counts["to_write"] and not counts["unclear"] and not counts["waiting"]:
        shown = "written" if counts["written"] else "same"
    rows = rows_to_show(batch, shown)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    names = list(batch.names.filter(is_confirmed=False).select_related("organization"))
    candidates = kind_of(batch).candidates(batch, "") if names else []
    return _foot(batch, counts) | {
        "understanding": batch.understanding,
        "as_of": parse_date(batch.understanding["as_of"] or ""),
        "encoding": Encoding(batch.understanding["encoding"]),
        "encodings": [(one.value, one.label) for one in (Encoding.UNICODE, *LEGACY)],
        "fields": [
            (text, kind_of(batch).fields.get(field, "")) for _, text, field in batch.understanding["headings"]
        ],
        "headings": kind_of(batch).columns.values(),
        "page": page,
        "rows": show_rows(batch, list(page.object_list)),
        "segments": _segments(shown, counts),
        "names": names,
        "candidates": candidates,
        "can_edit": not batch.cancelled_at and not batch.taken_back_at,
    }


def _foot(batch: ImportBatch, counts: dict[str, int]) -> dict[str, Any]:
    return {"batch": batch, "counts": counts}


def _segments(shown: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    numbers = counts | {
        "": counts["unclear"] + counts["to_write"] + counts["waiting"],
        "remark": counts["remarks"],
        "new": counts["new_open"],
        "changed": counts["changed_open"],
    }
    return [
        {
            "words": words,
            "count": numbers[name],
            "url": f"?show={name}" if name else "?",
            "current": name == shown,
        }
        for name, words in SHOWN.items()
        if numbers[name] or not name or name == shown
    ]


@require_http_methods(["GET", "POST"])
def columns(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    form = ColumnsForm(
        request.POST or None,
        headings=batch.understanding.get("headings", []),
        fields=kind_of(batch).fields,
    )
    if request.method == "POST" and form.is_valid():
        return _act(request, batch, lambda: batch.read_again(by=request.user, columns=form.columns()))
    context = {"form": form, "batch": batch}
    return render(request, "imports/columns.html", context, status=200 if request.method == "GET" else 422)


@require_POST
def encoding(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    chosen = request.POST.get("encoding", "")
    if chosen not in set(Encoding):
        raise Http404
    return _act(request, batch, lambda: batch.read_again(by=request.user, encoding=chosen))


@require_POST
def name(request: SignedInRequest, pk: int, name_pk: int) -> HttpResponse:
    """A title of the file means this organization."""
    batch = _batch(request, pk)
    title: ImportName = get_object_or_404(batch.names, pk=name_pk)
    wanted = request.POST.get("organization", "")
    candidates = {str(one.pk): one for one in kind_of(batch).candidates(batch, title.title)}
    if wanted not in candidates:
        messages.error(request, f"Cần chọn chi bộ cho “{title.title}”.")
        return redirect("chapters:import", pk=pk)
    return _act(request, batch, lambda: confirm_name(title, candidates[wanted], by=request.user))


@require_POST
def row(request: SignedInRequest, pk: int, row_pk: int) -> HttpResponse:
    """What is decided about one doubtful row; a mistake is told in its place and nothing typed is lost."""
    batch = _batch(request, pk)
    one: ImportRow = get_object_or_404(batch.rows.select_related("batch"), pk=row_pk)
    typed = {
        key.removeprefix("value_"): str(value)
        for key, value in request.POST.items()
        if key.startswith("value_")
    }
    error = ""
    try:
        decide(one, request.POST.get("decision", ""), typed, by=request.user)
    except RuleError as refused:
        error = str(refused)
        one.refresh_from_db()
    if not request.htmx:
        if error:
            messages.error(request, f"Dòng {one.number}: {error}")
        return redirect(f"{reverse('chapters:import', args=[pk])}#row-{one.pk}")
    if kind_of(batch).compares_whole and not error:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = _foot(batch, counts_of(batch)) | {
        "shown": show_row(
            batch,
            one,
            Meanings(batch),
            typed if error else None,
            request.POST.get("decision", "") if error else "",
        ),
        "error": error,
        "can_edit": True,
        "is_answer": True,
    }
    return render(request, "imports/_row_answer.html", context)


@require_POST
def write(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    return _act(request, batch, lambda: batch.write(by=request.user))


@require_POST
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    batch.cancel(by=request.user)
    messages.success(request, "Đã hủy lượt nhập, chưa ghi thêm gì vào hệ thống.")
    return redirect("chapters:imports")


@require_http_methods(["GET", "POST"])
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    if request.method == "POST":
        return _act(request, batch, lambda: batch.take_back(by=request.user))
    count = counts_of(batch)["written"]
    context = {
        "title": "Hoàn lại lần nhập này?",
        "body": f"{count} dòng đã ghi từ “{batch.name}” được bỏ hoặc trở về như trước khi nhập. "
        "Nếu có dòng đã được dùng hay sửa sau đó thì không hoàn lại dòng nào.",
        "act": "Hoàn lại",
        "refuse": "Giữ nguyên",
        "back": reverse("chapters:import", args=[pk]),
        "danger": True,
    }
    return render(request, "confirm.html", context)


def _act(request: SignedInRequest, batch: ImportBatch, act: Any) -> HttpResponse:
    try:
        act()
    except RuleError as error:
        messages.error(request, str(error))
    return redirect("chapters:import", pk=batch.pk)
