"""Addresses of what adds up: dashboards, and the health of the system."""

from django.urls import path, register_converter

from common.converters import MonthConverter
from reports.views import dashboards, documents, health

register_converter(MonthConverter, "month")

app_name = "reports"
urlpatterns = [
    path("dashboard/", dashboards.dashboard, name="dashboard"),
    path("dashboard/<int:pk>/", dashboards.dashboard, name="dashboard"),
    path("dashboard/<int:pk>/<month:month>/", dashboards.dashboard, name="dashboard"),
    path("dashboard/<int:pk>/<month:month>/excel/", dashboards.dashboard_excel, name="dashboard_excel"),
    path("reports/", documents.reports, name="list"),
    path("reports/<int:pk>/", documents.report, name="detail"),
    path("reports/<int:pk>/progress/", documents.progress, name="progress"),
    path("reports/<int:pk>/rebuilding/", documents.rebuild, name="rebuild_report"),
    path("reports/<int:pk>/prose/", documents.prose, name="prose"),
    path("reports/<int:pk>/issuing/", documents.issue, name="issue"),
    path("reports/<int:pk>/paper.pdf", documents.paper, name="paper"),
    path("reports/form/<slug:profile>.css", documents.profile_css, name="profile_css"),
    path("meetings/<int:pk>/minutes.pdf", documents.minutes_pdf, name="minutes"),
    path("health/", health.health, name="health"),
    path("health/rollup/", health.rebuild, name="rebuild"),
]
