"""Addresses of the whole site. Each app names its own; here they are joined."""

from allauth.account import views as account
from django.urls import include, path

from accounts.views import sign_in
from reports.views.home import home

handler500 = "config.errors.server_error"

urlpatterns = [
    path("", home, name="home"),
    # Sign-in by allauth, only the pages we offer: no sign-up, no e-mail.
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
    path("two-factor/", include("allauth.mfa.urls")),
    path("", include("accounts.urls")),
    path("", include("chapters.urls")),
    path("", include("meetings.urls")),
    path("", include("scoring.urls")),
    path("", include("reports.urls")),
]
