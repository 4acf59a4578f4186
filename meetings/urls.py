"""Addresses of meetings, tasks, petitions, topics and agendas."""

from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [
    path("meetings/", views.listing.meetings, name="list"),
    path("meetings/new/", views.planning.plan, name="plan"),
    path("meetings/<int:pk>/", views.workspace.detail, name="detail"),
    # Before it
    path("meetings/<int:pk>/plan/<slug:line>/", views.planning.line, name="plan_line"),
    path("meetings/<int:pk>/notice/", views.planning.notice, name="notice"),
    path("meetings/<int:pk>/rescheduling/", views.planning.reschedule, name="reschedule"),
    path("meetings/<int:pk>/absence/", views.planning.absence, name="absence"),
    path("meetings/<int:pk>/absence/answer/", views.planning.absence_answer, name="absence_answer"),
    path("meetings/<int:pk>/absence/withdrawal/", views.planning.absence_withdraw, name="absence_withdraw"),
    # Its steps
    path("meetings/<int:pk>/opening/", views.steps.open_, name="open"),
    path("meetings/<int:pk>/closing/", views.steps.close, name="close"),
    path("meetings/<int:pk>/submission/", views.steps.submit, name="submit"),
    path("meetings/<int:pk>/recall/", views.steps.recall, name="recall"),
    path("meetings/<int:pk>/minutes/", views.steps.minutes, name="minutes"),
    # What is entered in it
    path("meetings/<int:pk>/facts/", views.workspace.facts, name="facts"),
    path("meetings/<int:pk>/amendment/", views.workspace.amend, name="amend"),
    path("meetings/<int:pk>/gaps/", views.workspace.gaps, name="gaps"),
    path("meetings/<int:pk>/roll/", views.roll.call, name="roll"),
    path("meetings/<int:pk>/roll/<int:place>/", views.roll.mark, name="roll_mark"),
    path("meetings/<int:pk>/agenda/<int:item>/", views.items.write, name="item_write"),
    path("meetings/<int:pk>/agenda/<int:item>/move/", views.items.move, name="item_move"),
    path("meetings/<int:pk>/judgements/<int:task>/", views.parts.judge_task, name="task_judge"),
    path(
        "meetings/<int:pk>/judgements/limitations/<int:limitation>/",
        views.parts.judge_limitation,
        name="limitation_judge",
    ),
    path("meetings/<int:pk>/topic/", views.topics.link, name="topic_link"),
    path("meetings/<int:pk>/documents/<int:document>/sharing/", views.parts.share, name="document_share"),
    path(
        "meetings/<int:pk>/contributions/<int:contribution>/petition/",
        views.parts.raise_petition,
        name="contribution_petition",
    ),
    path("meetings/<int:pk>/parts/<slug:kind>/", views.parts.add, name="part_add"),
    path("meetings/<int:pk>/parts/<slug:kind>/<int:part>/", views.parts.edit, name="part_edit"),
    path("meetings/<int:pk>/parts/<slug:kind>/<int:part>/removal/", views.parts.remove, name="part_remove"),
    # Across meetings
    path("tasks/", views.tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/report/", views.tasks.report, name="task_report"),
    path("petitions/", views.petitions.petitions, name="petitions"),
    path("petitions/<int:pk>/", views.petitions.petition, name="petition"),
    path("topics/<int:organization>/<int:year>/", views.topics.year, name="topics"),
    path("topics/<int:organization>/<int:year>/report/", views.topics.report, name="topics_report"),
    path("topics/<int:organization>/<int:year>/new/", views.topics.choose, name="topic_choose"),
    path("topics/<int:pk>/", views.topics.edit, name="topic"),
    path("topics/<int:pk>/removal/", views.topics.drop, name="topic_drop"),
    path("agendas/", views.agendas.agendas, name="agendas"),
    path("agendas/<int:pk>/", views.agendas.agenda, name="agenda"),
]
