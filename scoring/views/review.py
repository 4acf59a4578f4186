"""The superior's review: what waits, one meeting after the other, accepted or returned with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import RuleError
from common.templatetags.vi import number
from meetings.models import Meeting
from meetings.views.reach import meeting_of, try_to
from scoring.dashboards import inbox as queue
from scoring.dashboards.review import ReviewPage, deserves_reading
from scoring.forms import ReturnForm, ReviewedForm, faults_in
from scoring.models import ScoreLine, ScoreSheet
from scoring.permissions import REVIEW_SHEET

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest

PAGE = 50


@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    waiting = queue.waiting_for(request.user)
    counts = queue.counts(waiting)
    chosen = request.GET.get("filter", "")
    chosen = chosen if chosen in queue.FILTERS else ""
    shown = queue.filtered(waiting, chosen).select_related("organization__parent")
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    base = reverse("scoring:inbox")
    segments = [{"url": base, "words": "Tất cả", "count": counts["all"], "current": not chosen}]
    segments += [
        {"url": f"{base}?filter={name}", "words": words, "count": counts[name], "current": name == chosen}
        for name, words in queue.FILTERS.items()
    ]
    context = {
        "page": page,
        "rows": queue.rows(list(page.object_list)),
        "segments": segments,
        "total": counts["all"],
        "chosen": chosen,
        "nav_counts": {"scoring:inbox": counts["all"]},
        "nothing": "" if counts["all"] else queue.nothing_waits(request.user, timezone.localdate()),
    }
    return render(request, "scoring/inbox.html", context)


def _meeting(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting within reach, for whoever reviews it."""
    found = meeting_of(request, pk)
    REVIEW_SHEET.require(request.user, found.organization)
    return found


def _sheets(meeting: Meeting) -> list[ScoreSheet]:
    sheets = list(
        ScoreSheet.objects.filter(meeting=meeting)
        .select_related("criteria_set", "vote")
        .order_by("-criteria_set__code")
    )
    for sheet in sheets:
        sheet.meeting = meeting
    return sheets


@require_GET
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    if meeting.status not in {Meeting.Status.SUBMITTED, Meeting.Status.ACCEPTED, Meeting.Status.RETURNED}:
        raise Http404
    if meeting.status != Meeting.Status.SUBMITTED:
        return redirect("scoring:sheet", pk=pk)
    if meeting.review_opened_at is None:
        meeting.mark_review_opened(by=request.user)
    sheets = _sheets(meeting)
    code = request.GET.get("form", "")
    named = (each for each in sheets if each.criteria_set and each.criteria_set.code == code)
    shown = next(named, sheets[0] if sheets else None)
    line = request.GET.get("line", "")
    place, length, before, after = queue.beside(request.user, meeting)
    sent = meeting.submitted_at
    days = (timezone.localdate() - timezone.localtime(sent).date()).days if sent else 0
    context = {
        "meeting": meeting,
        "sheets": sheets,
        "sheet": shown,
        "page": ReviewPage(shown, opened=int(line) if line.isdecimal() else 0, several=len(sheets) > 1)
        if shown
        else None,
        "place": place,
        "length": length,
        "before": before,
        "after": after,
        "waited": f"Chờ {days} ngày" if days else "Gửi hôm nay",
        "acceptance": _acceptance(sheets),
        "nav_counts": {"scoring:inbox": length},
    }
    return render(request, "scoring/review.html", context)


def _acceptance(sheets: list[ScoreSheet]) -> str:
    """The words on the button: the sum and the grade after gates that accepting makes official."""
    parts = []
    for sheet in sheets:
        if sheet.all_lines:
            graded = sheet.graded("official")
            if len(sheets) > 1 and sheet.criteria_set:
                parts.append(f"{sheet.criteria_set.code} {number(graded.points)} · {graded.grade.label}")
            else:
                parts.append(f"{number(graded.points)} điểm · {graded.grade.label}")
    return f"Chấp nhận {', '.join(parts)}" if parts else "Chấp nhận cuộc họp"


@require_http_methods(["GET", "POST"])
def line(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the superior gives for one line; the chapter's own number takes the superior's away."""
    reach = ScoreLine.objects.visible_to(request.user).select_related("criterion")
    row = get_object_or_404(reach, pk=pk)
    sheet = get_object_or_404(
        ScoreSheet.objects.visible_to(request.user).select_related(
            "meeting__organization__parent", "criteria_set"
        ),
        pk=row.sheet_id,
    )
    REVIEW_SHEET.require(request.user, sheet.meeting.organization)
    several = ScoreSheet.objects.filter(meeting=sheet.meeting_id).count() > 1
    target = ReviewPage(sheet, several=several).address(row.pk)
    if request.method == "POST":
        form = ReviewedForm(request.POST)
        if form.is_valid():
            points, reason = form.cleaned_data["points"], form.cleaned_data["reason"]
            if points == row.adopted_points:
                points, reason = None, ""
            elif not reason:
                reason = row.reviewed_reason
            try_to(request, lambda: sheet.set_reviewed(row, points, by=request.user, reason=reason))
        else:
            messages.error(request, faults_in(form))
    return redirect(target)


@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    *_, after = queue.beside(request.user, meeting)
    words = _acceptance(_sheets(meeting)).removeprefix("Chấp nhận ")
    done = f"Đã chấp nhận {meeting.organization}: {words}."
    if not try_to(request, lambda: meeting.accept(by=request.user), done):
        return redirect("scoring:review", pk=pk)
    return redirect("scoring:review", pk=after.pk) if after else redirect("scoring:inbox")


@require_http_methods(["GET", "POST"])
def return_(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to the chapter, with the lines in question and one sentence."""
    meeting = _meeting(request, pk)
    if meeting.status != Meeting.Status.SUBMITTED:
        return redirect("scoring:sheet", pk=pk)
    sheets = _sheets(meeting)
    lines = sorted(
        (line for sheet in sheets for line in sheet.all_lines), key=lambda line: not deserves_reading(line)
    )
    back = reverse("scoring:review", args=[pk])
    to_read = [str(line.pk) for line in lines if line.is_above_evidence or line.differs_above]
    form = ReturnForm(request.POST or None, lines=lines, cancel=back, initial={"lines": to_read})
    if request.method == "POST" and form.is_valid():
        chosen = {int(each) for each in form.cleaned_data["lines"]}
        try:
            with transaction.atomic():
                for sheet in sheets:
                    sheet.mark_lines(chosen, by=request.user)
                meeting.return_to_chapter(form.cleaned_data["reason"], by=request.user)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã trả lại {meeting.organization} {len(chosen)} dòng.")
            return redirect("scoring:inbox")
    context = {"form": form, "meeting": meeting, "back": back}
    return render(request, "scoring/return.html", context, status=200 if request.method == "GET" else 422)
