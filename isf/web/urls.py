"""The addresses of the pages of isf."""

from django.urls import URLPattern, URLResolver

app_name = "isf"

urlpatterns: list[URLPattern | URLResolver] = []
