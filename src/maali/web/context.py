"""What the login page knows: in a demo, the people to log in as."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from maali.organisations.models import Role

LOGIN = "account_login"


@dataclass(frozen=True)
class Somebody:
    """One of the demo's people, and what they may do, in one sentence."""

    name: str
    email: str
    may: str


def what_may_do(kind: str) -> str:
    return {
        "contact": _("sends the answers of one organisation and answers questions about them"),
        "planner": _("sees the whole region, decides and plans"),
        "steering_reader": _("reads the whole region, changes nothing"),
        "technician": _("carries out the moves and finishes steps"),
        "national_reader": _("sees the same figures from every region"),
    }.get(kind, "")


def demo_people() -> list[Somebody]:
    """Those of the demo's people who are in the database, contacts with their organisation."""
    from maali.web.demo import NATIONAL, PEOPLE

    emails = [each.email for people in PEOPLE.values() for each in people] + [NATIONAL.email]
    roles = Role.objects.filter(person__email__in=emails).select_related("person", "organisation")
    found: dict[str, Somebody] = {}
    for role in roles.order_by("person__name", "pk"):
        where = f"{role.organisation}: " if role.organisation else ""
        person = role.person
        found.setdefault(
            person.email, Somebody(person.name, person.email, where + what_may_do(role.kind))
        )
    return list(found.values())


def demo_password() -> str:
    from maali.web.demo import PASSWORD

    return PASSWORD


def login(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    if not settings.DEMO or match is None or match.view_name != LOGIN:
        return {}
    return {
        "demo_people": SimpleLazyObject(demo_people),
        "demo_password": SimpleLazyObject(demo_password),
    }
