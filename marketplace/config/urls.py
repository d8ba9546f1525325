"""The address of every page: each app's own, and sign-in by allauth."""

from django.urls import include, path

urlpatterns = [
    path("", include("marketplace.web.urls")),
    path("", include("isf.web.urls")),
    path("", include("accounts.web.urls")),
    path("", include("accounts.web.sign_in_urls")),
]
