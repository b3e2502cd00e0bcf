"""Reading the log and the calculations: from what the person's roles let them see.

Core does not know organisations; the sight of a person comes in as it stands on the request.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from maali.core.models import Calculation, Event


class Seer(Protocol):
    """What core needs of a person's sight in a programme."""

    @property
    def whole_region(self) -> bool: ...

    @property
    def plans(self) -> bool: ...

    @property
    def organisation_ids(self) -> frozenset[int]: ...


def events_seen(person: Any, programme: Any, sight: Seer) -> QuerySet[Event]:
    """The programme's log for those who see the region; one's organisations' and own for others."""
    rows = Event.objects.filter(programme_id=programme.pk)
    if sight.whole_region:
        return rows
    return rows.filter(Q(organisation_id__in=sight.organisation_ids) | Q(person_id=person.pk))


def narrowed(rows: QuerySet[Event], filters: Mapping[str, str]) -> QuerySet[Event]:
    """By who, what, organisation, and days from and to (ISO); what cannot be read is left out."""
    for name, lookup in (("who", "by__icontains"), ("q", "subject__icontains"), ("verb", "verb")):
        if text := filters.get(name, "").strip():
            rows = rows.filter(**{lookup: text})
    if (organisation := filters.get("organisation", "")).isdecimal():
        rows = rows.filter(organisation_id=int(organisation))
    for name, lookup, moment in (
        ("from", "at__gte", datetime.min.time()),
        ("to", "at__lte", datetime.max.time()),
    ):
        if day := day_of(filters.get(name, "")):
            rows = rows.filter(**{lookup: timezone.make_aware(datetime.combine(day, moment))})
    return rows


def day_of(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def calculations_seen(person: Any, programme: Any, sight: Seer) -> QuerySet[Calculation]:
    """All of the programme's for those who see the region, for others those they asked for."""
    rows = Calculation.objects.filter(programme_id=programme.pk)
    return rows if sight.whole_region else rows.filter(person_id=person.pk)
