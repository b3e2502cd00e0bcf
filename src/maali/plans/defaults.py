"""What a programme starts from until it states its own: pools of experts, blackouts, pilots.

Sizes of the pools follow the yardstick of one technician's day for ten workstations and two hundred
working days a year; they are assumptions of the example, shown and changed on the capacity page.
"""

import math
from datetime import date, timedelta

from maali.plans.models import Skill

# Skill and persons for 11,500 users at 352 sites; scaled by the region, at least one.
POOLS: tuple[tuple[str, int], ...] = (
    (Skill.NETWORK, 11),
    (Skill.WORKSTATIONS, 11),
    (Skill.IAM, 5),
    (Skill.INTEGRATION, 12),
    (Skill.PATIENT_CLIENT, 12),
    (Skill.FINANCE_HR, 6),
    (Skill.CONTRACTS, 10),
    (Skill.PRIVACY_ARCHIVE, 6),
    (Skill.TRAINING, 5),
    (Skill.RESCUE, 4),
    (Skill.ON_SITE, 9),
)
USERS_OF_POOLS = 11_500
SITES_OF_POOLS = 352


def pool_sizes(users: int, sites: int) -> dict[str, int]:
    """Persons by skill; many small sites take as many people as many users."""
    share = max(users / USERS_OF_POOLS, sites / SITES_OF_POOLS)
    return {str(skill): max(1, math.ceil(people * share)) for skill, people in POOLS}


def freezes(first: date, last: date) -> list[tuple[str, date, date]]:
    """Blackouts of cut-overs between two days: July, the turn of the year, first pay days.

    The school winter break is week 9. No source gives the July freeze; it is the field's custom.
    """
    found = []
    for year in range(first.year, last.year + 1):
        found += [
            ("winter break", *iso_week(year, 9)),
            ("July", date(year, 7, 1), date(year, 7, 31)),
            ("turn of the year", date(year, 12, 22), date(year + 1, 1, 8)),
        ]
    return [(name, start, end) for name, start, end in found if end >= first and start <= last]


def iso_week(year: int, week: int) -> tuple[date, date]:
    monday = date.fromisocalendar(year, week, 1)
    return monday, monday + timedelta(days=4)
