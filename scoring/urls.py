"""Addresses of sheets hang on their meeting; the review and the criteria have their own."""

from django.urls import path

from scoring import views

app_name = "scoring"
urlpatterns = [
    path("meetings/<int:pk>/sheet/", views.sheet, name="sheet"),
]
