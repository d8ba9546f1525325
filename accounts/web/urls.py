"""The addresses of the pages of accounts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from accounts.web.views import acting, call, demonstration

app_name = "accounts"

urlpatterns: list[URLPattern | URLResolver] = [
    path("acting/", acting.acting_list, name="acting-list"),
    path("acting/switch/", acting.acting_switch, name="acting-switch"),
    path("people/<uuid:reference>/call/", call.call_start, name="call-start"),
    path("call/end/", call.call_end, name="call-end"),
    path(
        "demonstration/sign-in/", demonstration.demonstration_sign_in, name="demonstration-sign-in"
    ),
]
