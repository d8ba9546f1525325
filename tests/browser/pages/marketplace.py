"""The pages of marketplace and the states in which each must be fit to be used."""

from __future__ import annotations

from tests.browser.registry import Pages

PAGES: Pages = {}

# Addresses that show no page of their own, and why.
NOT_PAGES: dict[str, str] = {}
