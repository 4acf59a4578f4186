"""What we did: meetings and all that is entered in them."""

from meetings.models.agenda import (
    AgendaItem,
    AgendaTemplate,
    AgendaTemplateItem,
    ConflictError,
    ItemKind,
    Step,
)
from meetings.models.decisions import Decision
from meetings.models.discussion import Contribution, Limitation, MemberRemark
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minutes
from meetings.models.petitions import Petition
from meetings.models.preparation import MeetingDocument, Reflection, Topic, TopicPlan
from meetings.models.roll import Attendance, Delegate, HeadCount
from meetings.models.tasks import Task, TaskJudgement

__all__ = [
    "AgendaItem",
    "AgendaTemplate",
    "AgendaTemplateItem",
    "Attendance",
    "ConflictError",
    "Contribution",
    "Decision",
    "Delegate",
    "HeadCount",
    "ItemKind",
    "Limitation",
    "Meeting",
    "MeetingDocument",
    "MemberRemark",
    "Minutes",
    "Petition",
    "Reflection",
    "Step",
    "Task",
    "TaskJudgement",
    "Topic",
    "TopicPlan",
]
