"""What one person sees and may do: roles, read once per request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from maali.organisations.models import Organisation, Person, Programme, Role


def roles_of(person: Any) -> QuerySet[Role]:
    if not getattr(person, "is_authenticated", False):
        return Role.objects.none()
    return Role.objects.filter(person=person)


@dataclass(frozen=True)
class Sight:
    """What one person may see and do in one programme; made once per request."""

    kinds: frozenset[str]
    organisation_ids: frozenset[int]
    site_codes: frozenset[str]

    @property
    def whole_region(self) -> bool:
        return bool(self.kinds & set(Role.WHOLE_REGION))

    @property
    def plans(self) -> bool:
        return Role.Kind.PLANNER in self.kinds

    @property
    def carries_out(self) -> bool:
        return bool(self.kinds & {Role.Kind.PLANNER, Role.Kind.TECHNICIAN})

    def answers_for(self, organisation_id: int | None) -> bool:
        """May this person change what the organisation has told?"""
        own = Role.Kind.CONTACT in self.kinds and organisation_id in self.organisation_ids
        return self.plans or own


def sight(person: Person | Any, programme: Programme) -> Sight:
    roles = list(roles_of(person).filter(programme=programme))
    return Sight(
        frozenset(role.kind for role in roles),
        frozenset(role.organisation_id for role in roles if role.organisation_id),
        frozenset(role.site_code for role in roles if role.site_code),
    )


def sees_nation(person: Any) -> bool:
    """National figures are aggregates: national readers, planners and steering readers see them."""
    kinds = [Role.Kind.NATIONAL_READER, Role.Kind.PLANNER, Role.Kind.STEERING_READER]
    return roles_of(person).filter(kind__in=kinds).exists()


def organisations_seen(
    person: Any, programme: Programme, filters: Mapping[str, str]
) -> QuerySet[Organisation]:
    """Organisations of the programme that the person sees, by name, type, part and municipality."""
    rows = Organisation.objects.visible_to(person).filter(programme=programme)
    for name in ("kind", "part"):
        if value := filters.get(name):
            rows = rows.filter(**{name: value})
    if (place := filters.get("municipality", "")).isdecimal() and len(place) < 18:
        rows = rows.filter(municipality=int(place))
    if text := filters.get("q", "").strip():
        rows = rows.filter(
            Q(name__icontains=text)
            | Q(name_sv__icontains=text)
            | Q(code__icontains=text)
            | Q(business_id__icontains=text)
        )
    return rows.select_related("municipality", "answers_through")


def roles_in(programme: Programme) -> QuerySet[Role]:
    rows = Role.objects.filter(programme=programme).select_related("person", "organisation")
    return rows.order_by("person__name", "kind", "pk")
