"""The chapter's sheet: read by whoever reaches the meeting, scored and voted by the chapter's leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import RuleError
from common.templatetags.vi import number
from meetings.views.reach import crumbs_of, meeting_of, try_to
from scoring.dashboards.sheet import ALL, SheetPage
from scoring.forms import AdoptedForm, VoteForm, faults_in
from scoring.models import ScoreLine, ScoreSheet
from scoring.permissions import SCORE_SHEET

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest


@require_GET
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    sheets = list(
        ScoreSheet.objects.filter(meeting=meeting)
        .select_related("criteria_set", "vote")
        .order_by("-criteria_set__code")
    )
    may_score = SCORE_SHEET.holds(request.user, meeting.organization)
    context = {"meeting": meeting, "crumbs": crumbs_of(meeting), "sheets": sheets}
    if not sheets:
        return render(request, "scoring/no_sheet.html", context)
    shown = _chosen(sheets, request.GET.get("form", ""))
    shown.meeting = meeting
    shown.read_evidence()
    page = SheetPage(
        shown,
        may_score=may_score and "as_above" not in request.GET,
        chosen=_filter(request.GET.get("filter", "")),
        opened=_whole(request.GET.get("line", "")),
        touched=_whole(request.GET.get("touched", "")),
        several=len(sheets) > 1,
    )
    return render(request, "scoring/sheet.html", context | {"sheet": shown, "page": page})


def _chosen(sheets: list[ScoreSheet], code: str) -> ScoreSheet:
    named = (each for each in sheets if each.criteria_set and each.criteria_set.code == code)
    return next(named, sheets[0])


def _filter(name: str) -> str:
    return name if name in SheetPage.FILTERS else ALL


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0  # noqa: PLR2004 (fits any key)


def _sheet(request: SignedInRequest, pk: int) -> ScoreSheet:
    """A sheet within reach, for whoever may score it."""
    reach = ScoreSheet.objects.visible_to(request.user).select_related(
        "meeting__organization__parent", "criteria_set", "vote"
    )
    found: ScoreSheet = get_object_or_404(reach, pk=pk)
    SCORE_SHEET.require(request.user, found.meeting.organization)
    return found


def _page(found: ScoreSheet, request: SignedInRequest) -> SheetPage:
    several = ScoreSheet.objects.filter(meeting=found.meeting_id).count() > 1
    return SheetPage(found, may_score=True, chosen=_filter(request.POST.get("filter", "")), several=several)


@require_http_methods(["GET", "POST"])
def line(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the chapter agrees on for one line."""
    reach = ScoreLine.objects.visible_to(request.user).select_related("criterion")
    row = get_object_or_404(reach, pk=pk)
    found = _sheet(request, row.sheet_id)
    page = _page(found, request)
    if request.method == "GET":
        return redirect(page.address(line=row.pk) + f"#line-{row.pk}")
    form = AdoptedForm(request.POST)
    if not form.is_valid():
        messages.error(request, faults_in(form))
        return redirect(page.address(line=row.pk) + f"#line-{row.pk}")
    reason, proof = form.cleaned_data["reason"], form.cleaned_data["proof"]
    done = try_to(
        request, lambda: found.set_adopted(row, form.chosen, by=request.user, reason=reason, proof=proof)
    )
    stay = not done or bool(row.lacking)
    target = page.address(line=row.pk if stay else 0, touched=row.pk)
    return redirect(f"{target}#line-{row.pk}")


@require_POST
def from_record(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _sheet(request, pk)
    try:
        count = found.take_from_record(by=request.user)
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã lấy {count} dòng theo hồ sơ; các dòng người chấm còn trống.")
    return redirect(_page(found, request).address())


@require_http_methods(["GET", "POST"])
def vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chapter's vote on its own score."""
    found = _sheet(request, pk)
    page = _page(found, request)
    if not found.is_draft:
        return redirect(page.address())
    form = VoteForm(request.POST or None, late=found.meeting.is_held, cancel=page.address())
    if request.method == "POST" and form.is_valid():
        try:
            found.adopt(by=request.user, **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _adopted_words(found))
            return redirect(page.address())
    context = {
        "form": form,
        "sheet": found,
        "page": page,
        "meeting": found.meeting,
        "turnout": found.meeting.turnout,
        "crumbs": [*crumbs_of(found.meeting), ("Phiếu chấm điểm", page.address())],
    }
    return render(request, "scoring/vote.html", context, status=200 if request.method == "GET" else 422)


def _adopted_words(found: ScoreSheet) -> str:
    grade = found.get_adopted_grade_display()
    said = f": {found.vote.yes}/{found.vote.base} tán thành" if found.vote else ""
    return f"Chi bộ thống nhất {number(found.adopted_points)} điểm, xếp loại {grade}{said}."


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _sheet(request, pk)
    try_to(request, lambda: found.reopen(by=request.user), "Phiếu mở lại; biểu quyết lại trước khi kết thúc.")
    return redirect(_page(found, request).address())
