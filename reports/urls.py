"""Addresses of what adds up: dashboards, and the health of the system."""

from django.urls import path, register_converter

from common.converters import MonthConverter
from reports.views import dashboards, health

register_converter(MonthConverter, "month")

app_name = "reports"
urlpatterns = [
    path("dashboard/", dashboards.dashboard, name="dashboard"),
    path("dashboard/<int:pk>/", dashboards.dashboard, name="dashboard"),
    path("dashboard/<int:pk>/<month:month>/", dashboards.dashboard, name="dashboard"),
    path("dashboard/<int:pk>/<month:month>/excel/", dashboards.dashboard_excel, name="dashboard_excel"),
    path("health/", health.health, name="health"),
    path("health/rollup/", health.rebuild, name="rebuild"),
]
