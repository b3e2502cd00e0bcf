"""Every address of Maali's own, by walking the address table and the interface's description."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

# The login library's pages and Django's language switch have rules of their own.
NOT_OURS = ("accounts/", "i18n/", "api/")


@dataclass(frozen=True)
class Place:
    """One page: its full name, and whether it stands below a programme's own address."""

    name: str
    in_programme: bool


def walk(resolver: Any, space: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        here = route + str(each.pattern)
        if hasattr(each, "url_patterns"):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from walk(each, inner, here)
        else:
            yield f"{space}{each.name}", here


def pages() -> dict[str, Place]:
    """Every page below the site's root that is ours, by its name."""
    found = {}
    for name, route in walk(get_resolver()):
        if not route.startswith(NOT_OURS):
            found[name] = Place(name, "<slug:programme>" in route)
    return found


def operations() -> dict[str, dict[str, Any]]:
    """Every operation for machines: "GET /api/{programme}/plans" → its description."""
    from maali.web.api import api, national_api

    found = {}
    for each, prefix in ((api, "/api/{programme}/"), (national_api, "/api/nation/")):
        for path, methods in each.get_openapi_schema(path_prefix=prefix)["paths"].items():
            for method, described in methods.items():
                found[f"{method.upper()} {path}"] = described
    return found
