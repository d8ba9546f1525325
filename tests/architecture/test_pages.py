"""Every page says who may see it, and its address, view and template share one name."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic import RedirectView

from tests.architecture.sources import APPS, ROOT, Source, calls, in_layers, names_from, root_name

TEMPLATES = ROOT / "templates"
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)
BY_ALLAUTH = "allauth"


def routes(
    patterns: list[URLPattern | URLResolver], app: str = ""
) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Walk every address: the app it belongs to, its name, its view."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, pattern.app_name or app)
        elif not getattr(pattern.callback, "__module__", "").startswith(BY_ALLAUTH):
            yield app, pattern.name or "", pattern.callback


def own_routes() -> list[tuple[str, str, Callable[..., Any]]]:
    return list(routes(get_resolver().url_patterns))


def only_redirects(view: Callable[..., Any]) -> bool:
    return issubclass(getattr(view, "view_class", object), RedirectView)


def test_every_view_says_who_may_see_it() -> None:
    found = [
        f"{app}:{name} {view.__module__}.{view.__qualname__}"
        for app, name, view in own_routes()
        if not getattr(view, "access", "") and not only_redirects(view)
    ]
    assert found == []


def test_every_view_is_named_as_its_address() -> None:
    found = [
        f"{app}:{name} is answered by {view.__name__}"
        for app, name, view in own_routes()
        if app in APPS and view.__name__ != name.replace("-", "_")
    ]
    assert found == []


def test_every_template_is_named_as_an_address() -> None:
    names = {f"{app}:{name}" for app, name, _ in own_routes()}
    found = [
        str(path.relative_to(TEMPLATES))
        for app in APPS
        for path in sorted((TEMPLATES / app).rglob("*.html"))
        if not path.name.startswith("_") and _address(app, path) not in names
    ]
    assert found == []


def _address(app: str, path: Path) -> str:
    inside = path.relative_to(TEMPLATES / app).with_suffix("")
    return f"{app}:{'-'.join(inside.parts).replace('_', '-')}"


def test_templates_keep_the_content_policy() -> None:
    """No script, style or handler inside the page: the browser would refuse it anyway."""
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0).strip()}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for match in INLINE.finditer(path.read_text())
    ]
    assert found == []


def views() -> Iterator[tuple[Source, ast.FunctionDef]]:
    for source in in_layers("web"):
        if "views" in source.path.parts:
            for node in source.tree.body:
                if isinstance(node, ast.FunctionDef):
                    yield source, node


def test_a_view_calls_one_operation_at_most() -> None:
    found = []
    for source, function in views():
        # That somebody looked at a record is written down besides what they did.
        operations = names_from(source.tree, "operations") - {"audit"}
        asked = [
            call
            for call in calls(function)
            if root_name(call.func) in operations
            and not ast.unparse(call.func).split(".")[-1][0].isupper()  # a value to hand over
        ]
        if len(asked) > 1:
            found.append(f"{source.at(function)} {function.name}")
    assert found == []


def test_pages_do_not_query() -> None:
    found = [
        source.at(node)
        for source in in_layers("web")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager"}
        and root_name(node) not in names_from(source.tree, BY_ALLAUTH)
    ]
    assert found == []
