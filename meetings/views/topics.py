"""The plan of thematic meetings for a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chapters.models import Organization
from meetings.forms.topics import QUARTERS, LinkForm, TopicForm
from meetings.models import Topic, TopicPlan
from meetings.permissions import PLAN_TOPICS
from meetings.views.reach import address_of, crumbs_of, fill, reason_of, recorded, try_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.request import SignedInRequest


def _organization(request: SignedInRequest, pk: int) -> Organization:
    chapters = Organization.objects.visible_to(request.user).chapters()
    organization: Organization = get_object_or_404(chapters, pk=pk)
    return organization


@require_GET
def year(request: SignedInRequest, organization: int, year: int) -> HttpResponse:
    here = _organization(request, organization)
    plan = TopicPlan.objects.filter(organization=here, year=year).first()
    topics = list(plan.topics.select_related("presenter", "meeting", "plan")) if plan else []
    context = {
        "organization": here,
        "year": year,
        "plan": plan,
        "quarters": [
            (words, [topic for topic in topics if topic.quarter == number]) for number, words in QUARTERS
        ],
        "may_plan": PLAN_TOPICS.holds(request.user, here),
    }
    return render(request, "meetings/topics.html", context)


@require_POST
def report(request: SignedInRequest, organization: int, year: int) -> HttpResponse:
    here = _organization(request, organization)
    PLAN_TOPICS.require(request.user, here)
    plan = TopicPlan.begin(here, year, by=request.user)
    try_to(request, lambda: plan.report(by=request.user), "Đã ghi ngày báo cáo cấp trên.")
    return redirect("meetings:topics", organization=organization, year=year)


@require_http_methods(["GET", "POST"])
def choose(request: SignedInRequest, organization: int, year: int) -> HttpResponse:
    here = _organization(request, organization)
    PLAN_TOPICS.require(request.user, here)
    to = reverse("meetings:topics", args=[organization, year])

    def act(*, by: Any, **typed: Any) -> None:
        Topic.choose(
            TopicPlan.begin(here, year, by=by), typed.pop("title"), typed.pop("quarter"), by=by, **typed
        )

    return fill(
        request,
        TopicForm(
            request.POST or None,
            organization=here,
            cancel=to,
            initial={"quarter": request.GET.get("quarter")},
        ),
        act,
        title=f"Thêm chủ đề năm {year}",
        to=to,
        crumbs=[(f"Chuyên đề năm {year}", to)],
        done="Đã thêm chủ đề.",
    )


def _topic(request: SignedInRequest, pk: int) -> Topic:
    reach = Topic.objects.visible_to(request.user).select_related("plan__organization", "meeting")
    topic: Topic = get_object_or_404(reach, pk=pk)
    PLAN_TOPICS.require(request.user, topic.plan.organization)
    return topic


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    topic = _topic(request, pk)
    to = reverse("meetings:topics", args=[topic.plan.organization_id, topic.plan.year])
    names = list(TopicForm.base_fields)

    def act(*, by: Any, **typed: Any) -> None:
        topic.edit(by=by, **{name: value for name, value in typed.items() if value != getattr(topic, name)})

    return fill(
        request,
        TopicForm(
            request.POST or None,
            organization=topic.plan.organization,
            cancel=to,
            initial={name: getattr(topic, name) for name in names},
        ),
        act,
        title="Sửa chủ đề",
        to=to,
        crumbs=[(f"Chuyên đề năm {topic.plan.year}", to)],
        done="Đã lưu.",
    )


@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    topic = _topic(request, pk)
    plan = topic.plan
    try_to(request, lambda: topic.drop(by=request.user), "Đã bỏ chủ đề.")
    return redirect("meetings:topics", organization=plan.organization_id, year=plan.year)


@require_http_methods(["GET", "POST"])
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which topic this thematic meeting deals with."""
    meeting = recorded(request, pk)
    if not meeting.is_thematic:
        raise Http404
    to = address_of(meeting, part="topic")

    def act(*, by: Any, topic: Topic) -> None:
        topic.hold_at(meeting, by=by, reason=reason_of(request, meeting))

    return fill(
        request,
        LinkForm(request.POST or None, organization=meeting.organization, year=meeting.month.year, cancel=to),
        act,
        title="Gắn chủ đề của kế hoạch năm",
        to=to,
        crumbs=crumbs_of(meeting),
        done="Đã gắn chủ đề.",
    )
