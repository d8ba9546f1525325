"""The addresses of sign-in: allauth's pages, without any for passwords, which nobody has."""

from __future__ import annotations

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

_to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=False)

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-in/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/ask/", _to_sign_in, name="account_request_login_code"),
    path("sign-in/again/", views.reauthenticate, name="account_reauthenticate"),
    path("sign-in/lost/", _to_sign_in, name="account_reset_password"),
    path("sign-in/closed/", views.account_inactive, name="account_inactive"),
    path("sign-up/", views.signup, name="account_signup"),
    path("sign-out/", views.logout, name="account_logout"),
    path("your-sign-in/email/", views.email, name="account_email"),
    path(
        "your-sign-in/email/code/",
        views.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("your-sign-in/second-step/", include("allauth.mfa.urls")),
    path("your-sign-in/devices/", include("allauth.usersessions.urls")),
]
