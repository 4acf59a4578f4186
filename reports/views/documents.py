"""Reports as documents: the list, one with its preview and its steps, the PDF; and the minutes of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import RuleError
from common.text import fold
from meetings.models import Meeting
from meetings.permissions import READ_MINUTES, reads_inner
from reports.building import minutes, work
from reports.forms import ProseForm, ReportForm
from reports.models import Report
from reports.paper.profiles import THE_THUC
from reports.permissions import ISSUE_REPORT, MAKE_REPORT, SEE_FIGURES

if TYPE_CHECKING:
    from accounts.request import SignedInRequest

ROWS = 50
VERSION_DIGITS = 4


@require_http_methods(["GET", "POST"])
def reports(request: SignedInRequest) -> HttpResponse:
    """The reports in reach, and the form that asks for another."""
    may_make = MAKE_REPORT.anywhere(request.user)
    asked_for = {name: request.GET[name] for name in ("organization", "period") if name in request.GET}
    form = ReportForm(request.POST or None, user=request.user, initial=asked_for) if may_make else None
    if request.method == "POST" and form is not None and form.is_valid():
        kind, period = form.cleaned_data["period"]
        organization = form.cleaned_data["organization"]
        MAKE_REPORT.require(request.user, organization)
        try:
            asked = Report.objects.request(organization, kind, period, by=request.user)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("reports:detail", pk=asked.pk)
    found = Report.objects.visible_to(request.user).select_related("organization").defer("content")
    page = Paginator(found.newest_first(), ROWS).get_page(request.GET.get("page"))
    status = 422 if form is not None and form.errors else 200
    return render(request, "reports/list.html", {"page": page, "rows": page, "form": form}, status=status)


@require_GET
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _report(request, pk)
    document = work.paper_of(found) if found.content is not None else None
    kept = found.paper
    return render(
        request,
        "reports/detail.html",
        {
            "report": found,
            "document": document,
            "sheets": document.sheets() if document else "",
            "profile": document.head.profile if document else "",
            "kept": kept,
            "crumbs": [("Báo cáo", reverse("reports:list")), (str(found), "")],
            "may_make": MAKE_REPORT.holds(request.user, found.organization),
            "may_issue": ISSUE_REPORT.holds(request.user, found.organization),
        },
    )


@require_GET
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the worker is; once it is done the page is read anew."""
    found = _report(request, pk)
    answer = render(request, "reports/_progress.html", {"report": found})
    if found.is_finished:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def rebuild(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next draft, from the figures of now; of an issued report, one that replaces it."""
    found = _report(request, pk)
    MAKE_REPORT.require(request.user, found.organization)
    try:
        asked = Report.objects.request(found.organization, found.kind, found.period, by=request.user)
    except RuleError as error:
        messages.error(request, str(error))
        return redirect("reports:detail", pk=pk)
    return redirect("reports:detail", pk=asked.pk)


@require_http_methods(["GET", "POST"])
def prose(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sentences a person reads and changes; what is suggested stands there to begin with."""
    found = _report(request, pk)
    MAKE_REPORT.require(request.user, found.organization)
    to = reverse("reports:detail", args=[pk])
    if found.content is None:
        return redirect(to)
    written = work.paper_of(found).prose
    initial = {name: "\n".join(getattr(written, name)) for name in ProseForm.base_fields}
    form = ProseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            found.edit_prose(form.paragraphs, by=request.user)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect(to)
    crumbs = [("Báo cáo", reverse("reports:list")), (str(found), to)]
    context = {"form": form, "title": "Lời văn", "crumbs": crumbs, "report": found}
    return render(request, "reports/prose.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _report(request, pk)
    ISSUE_REPORT.require(request.user, found.organization)
    to = reverse("reports:detail", args=[pk])
    if request.method == "POST":
        try:
            found.issue(by=request.user)
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Đã ban hành báo cáo số {found.document_number}.")
        return redirect(to)
    return render(
        request,
        "confirm.html",
        {
            "title": f"Ban hành {str(found).lower()} của {found.organization}?",
            "body": "Báo cáo nhận số kế tiếp của nhiệm kỳ và ngày hôm nay. Sau khi ban hành không sửa được; muốn sửa "
            "phải ra báo cáo thay thế.",
            "act": "Ban hành",
            "refuse": "Chưa ban hành",
            "back": to,
        },
    )


@require_GET
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _report(request, pk)
    kept = found.paper
    if kept is None:
        raise Http404
    return _pdf(bytes(kept.pdf), f"{found} {found.organization}")


@require_GET
def minutes_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes kept at closing; before that a draft of what is recorded so far."""
    reach = Meeting.objects.visible_to(request.user).select_related("organization__parent")
    meeting = get_object_or_404(reach, pk=pk)
    READ_MINUTES.require(request.user, meeting.organization)
    if meeting.status not in {Meeting.Status.OPEN, *Meeting.HELD}:
        raise Http404
    asked = request.GET.get("version", "")
    version = int(asked) if asked.isdecimal() and len(asked) <= VERSION_DIGITS else None
    inner = reads_inner(request.user, meeting.organization)
    document = minutes.paper(meeting, inner=inner, version=version)
    return _pdf(document.pdf(), f"bien ban {meeting} {meeting.organization}")


@require_GET
@cache_control(max_age=86400, private=True)
def profile_css(request: SignedInRequest, profile: str) -> HttpResponse:
    """The lengths and sizes of a profile, for the preview: the same sheet the printer reads."""
    if profile not in THE_THUC:
        raise Http404
    return HttpResponse(THE_THUC[profile].css, content_type="text/css; charset=utf-8")


def _report(request: SignedInRequest, pk: int) -> Report:
    found = get_object_or_404(Report.objects.visible_to(request.user).select_related("organization"), pk=pk)
    SEE_FIGURES.require(request.user, found.organization)
    return found


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{slugify(fold(name))}.pdf"'
    return answer
