"""Parts of a meeting, added, changed, taken out: contributions, decisions, tasks and the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import RuleError
from meetings.forms.parts import PARTS, JudgementForm, PartForm
from meetings.models import Limitation, MemberRemark, Task
from meetings.views.reach import address_of, confirm, crumbs_of, fill, reason_of, recorded, try_to
from meetings.views.workspace import INLINE, page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from meetings.models import AgendaItem, Meeting


def _form_of(kind: str) -> type[PartForm]:
    try:
        return PARTS[kind]
    except KeyError:
        raise Http404 from None


def _part_of(request: SignedInRequest, meeting: Meeting, kind: str, part: int) -> Any:
    rows: Any = _form_of(kind).model._default_manager.filter(meeting=meeting)
    if kind == "remarks":
        rows = MemberRemark.objects.readable_by(request.user).filter(meeting=meeting)
    found = get_object_or_404(rows, pk=part)
    found.meeting = meeting
    return found


def _item_of(request: SignedInRequest, meeting: Meeting) -> AgendaItem | None:
    asked = request.POST.get("item", "") or request.GET.get("item", "")
    return meeting.items.filter(pk=asked).first() if asked.isdecimal() else None


def _back(request: SignedInRequest, meeting: Meeting, kind: str) -> str:
    item = _item_of(request, meeting)
    part = "agenda" if kind == "items" else kind
    return address_of(meeting, item=item.pk if item else "", part=part)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    meeting = recorded(request, pk)
    back = _back(request, meeting, kind)
    initial = {"text": request.GET.get("text", ""), "assignee": request.GET.get("member", "")}
    form = _form_of(kind)(request.POST or None, meeting=meeting, cancel=back, prefix=kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user, item=_item_of(request, meeting), reason=reason_of(request, meeting))
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect(back)
    if request.method == "POST" and kind in INLINE and meeting.opened_at and "alone" not in request.POST:
        item = request.POST.get("item", "")
        return page(request, meeting, bound=(kind, form), item=item, part=kind)
    return _alone(request, meeting, form, form.adding)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int, kind: str, part: int) -> HttpResponse:
    meeting = recorded(request, pk)
    here = _part_of(request, meeting, kind, part)
    if not _form_of(kind).can_change:
        raise Http404
    back = _back(request, meeting, kind)
    form = _form_of(kind)(request.POST or None, meeting=meeting, part=here, cancel=back, prefix=kind)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user, item=None, reason=reason_of(request, meeting))
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu.")
            return redirect(back)
    return _alone(request, meeting, form, form.changing)


def _alone(request: SignedInRequest, meeting: Meeting, form: PartForm, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "crumbs": crumbs_of(meeting),
        "item": request.GET.get("item", ""),
        "alone": True,
    }
    return render(request, "meetings/form.html", context, status=200 if request.method == "GET" else 422)


@require_http_methods(["GET", "POST"])
def remove(request: SignedInRequest, pk: int, kind: str, part: int) -> HttpResponse:
    """Asks first: what is taken out of a record is gone from it."""
    meeting = recorded(request, pk)
    here = _part_of(request, meeting, kind, part)
    back = _back(request, meeting, kind)
    if not hasattr(here, "remove"):
        raise Http404
    if request.method == "POST":
        late = {"reason": reason_of(request, meeting)} if kind != "items" else {}
        try_to(request, lambda: here.remove(by=request.user, **late), "Đã bỏ.")
        return redirect(back)
    return confirm(
        request,
        title=f"Bỏ “{str(here)[:80]}”?",
        body="Dòng này không còn trong biên bản; nhật ký vẫn ghi ai đã bỏ, lúc nào.",
        act="Bỏ dòng này",
        danger=True,
        back=back,
    )


@require_http_methods(["GET", "POST"])
def judge_task(request: SignedInRequest, pk: int, task: int) -> HttpResponse:
    meeting = recorded(request, pk)
    here = get_object_or_404(Task.objects.filter(organization=meeting.organization), pk=task)
    item = _item_of(request, meeting)
    back = address_of(meeting, item=item.pk if item else "", part="previous")
    quick = request.POST.get("result", "")
    if "quick" in request.POST and quick in {"done", "not_done"}:
        try_to(
            request, lambda: here.judge(meeting, quick, by=request.user, reason=reason_of(request, meeting))
        )
        return redirect(back)
    if "quick" in request.POST and quick == "extended":
        asked = address_of(
            meeting, item=item.pk if item else "", part="previous", extend=task, anchor=f"task-{task}"
        )
        return redirect(asked)

    def judge(**typed: Any) -> None:
        here.judge(meeting, typed.pop("result"), reason=reason_of(request, meeting), **typed)

    return fill(
        request,
        JudgementForm(request.POST or None, cancel=back, initial={"result": request.GET.get("result", "")}),
        judge,
        title="Đánh giá nhiệm vụ",
        intro=f"{here.text}" + (f" · đồng chí {here.assignee}" if here.assignee else ""),
        to=back,
        crumbs=crumbs_of(meeting),
    )


@require_POST
def judge_limitation(request: SignedInRequest, pk: int, limitation: int) -> HttpResponse:
    meeting = recorded(request, pk)
    here = get_object_or_404(
        Limitation.objects.filter(meeting__organization=meeting.organization), pk=limitation
    )
    result = request.POST.get("result", "")
    if result in Limitation.Result.values:
        try_to(
            request, lambda: here.judge(meeting, result, by=request.user, reason=reason_of(request, meeting))
        )
    item = _item_of(request, meeting)
    return redirect(address_of(meeting, item=item.pk if item else "", part="previous"))


@require_POST
def share(request: SignedInRequest, pk: int, document: int) -> HttpResponse:
    meeting = recorded(request, pk)
    here = get_object_or_404(meeting.documents, pk=document)
    here.meeting = meeting
    try_to(
        request,
        lambda: here.share(by=request.user, reason=reason_of(request, meeting)),
        "Đã ghi lúc gửi tài liệu.",
    )
    return redirect(_back(request, meeting, "documents"))


@require_POST
def raise_petition(request: SignedInRequest, pk: int, contribution: int) -> HttpResponse:
    """What a member said goes up as a difficulty, without being typed again."""
    meeting = recorded(request, pk)
    said = get_object_or_404(meeting.contributions, pk=contribution)
    said.meeting = meeting
    try_to(request, lambda: said.raise_petition(by=request.user, reason=reason_of(request, meeting)))
    item = _item_of(request, meeting)
    return redirect(address_of(meeting, item=item.pk if item else "", part="contributions"))
