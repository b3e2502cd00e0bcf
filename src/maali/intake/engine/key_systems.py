"""Which systems a detailed round asks about: the rule, and what of it holds for each system.

A system is a key system when any of these holds: it keeps client or patient data; it is payroll,
finance, identity or an integration hub; two organisations or more than 50 people use it; its
criticality is 1 or 2; a contract of it ends within 12 months either side of the start day, or
cannot be transferred; the remaining municipality uses it too. The rule is Maali's, on the basis
of "only the most central systems" (Lapland's rounds), the lists of what must work on day one
and the forward plans of contracts that reforms elsewhere have used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maali.inventory.models import Contract, DataStore, System, Use
from maali.inventory.needs import BY_CODE, known_need, need_of
from maali.organisations.models import Organisation, Programme
from maali_engines.sheets.values.texts import NO, as_word

# The codes of the reasons, in the order in which they are told.
REASONS = (
    "client_data",
    "payroll",
    "finance",
    "identity",
    "integration",
    "many_organisations",
    "many_users",
    "critical",
    "contract_ends",
    "not_assignable",
    "stays_shared",
)
OF_NEED = ("payroll", "finance", "identity", "integration")
CLIENT_AREAS = ("health", "social", "older")
MANY_USERS = 50
CRITICAL = 2
MONTHS_AROUND = 12
MUNICIPAL = Organisation.Kind.MUNICIPALITY


@dataclass
class Around:
    """What stands around the systems of a programme: of each system by its key."""

    organisations: dict[int, set[int]]
    users: dict[int, int]
    contracts: dict[int, list[tuple[date | None, str]]]
    sensitive: set[int]


def key_systems(programme: Programme) -> dict[int, list[str]]:
    """Each key system with the codes of its reasons; five queries, however many systems.

    A shared installation counts once, at its owner.
    """
    around = what_stands_around(programme)
    first = months_from(programme.start_day, -MONTHS_AROUND)
    last = months_from(programme.start_day, MONTHS_AROUND)
    found = {}
    for system in systems_of(programme):
        holding = reasons_of(system, around, (first, last))
        if holding:
            found[system.pk] = [code for code in REASONS if code in holding]
    return found


def systems_of(programme: Programme) -> Iterable[System]:
    return (
        System.objects.counted()
        .filter(programme=programme)
        .select_related("product", "organisation")
        .order_by("pk")
    )


def months_from(day: date, months: int) -> date:
    """The same day so many months on; the last day of a shorter month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for back in range(4):
        try:
            return date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise ValueError(day)


def what_stands_around(programme: Programme) -> Around:
    around = Around({}, {}, {}, set())
    for system, organisation, users in Use.objects.filter(system__programme=programme).values_list(
        "system", "organisation", "users"
    ):
        around.organisations.setdefault(system, set()).add(organisation)
        around.users[system] = around.users.get(system, 0) + (users or 0)
    also = System.objects.filter(programme=programme, same_as__isnull=False)
    for owner, organisation in also.order_by().values_list("same_as", "organisation"):
        around.organisations.setdefault(owner, set()).add(organisation)
    of_systems = Contract.systems.through.objects.filter(contract__programme=programme)
    for system, end, assignable in of_systems.values_list(
        "system", "contract__end", "contract__assignable"
    ):
        around.contracts.setdefault(system, []).append((end, assignable))
    stores = DataStore.objects.filter(programme=programme, special_categories=True)
    around.sensitive = set(stores.exclude(system=None).values_list("system", flat=True))
    return around


def reasons_of(system: System, around: Around, window: tuple[date, date]) -> set[str]:
    """The codes of what makes this system a key one."""
    known = known_need(system.product.need if system.product else "") or system.capability
    need = known or need_of(system.purpose, system.name)
    organisations = around.organisations.get(system.pk, set()) | {system.organisation_id}
    contracts = around.contracts.get(system.pk, [])
    holds = {
        "client_data": keeps_client_data(system, need) or system.pk in around.sensitive,
        **{code: need == code for code in OF_NEED},
        "many_organisations": len(organisations) > 1,
        "many_users": max(system.users or 0, around.users.get(system.pk, 0)) > MANY_USERS,
        "critical": bool(system.criticality and system.criticality <= CRITICAL),
        "contract_ends": any(end and window[0] <= end <= window[1] for end, _may in contracts),
        "not_assignable": any(may == Contract.Assignable.NO for _end, may in contracts),
        "stays_shared": stays_shared(system),
    }
    return {code for code, it_does in holds.items() if it_does}


def keeps_client_data(system: System, need: str) -> bool:
    """By its need; where that is not known, personal data in a service for clients."""
    if need:
        return BY_CODE[need].clinical
    return bool(system.personal_data) and system.service_area in CLIENT_AREAS


def stays_shared(system: System) -> bool:
    """Does the municipality go on using it: told so, or its own system for all its services."""
    if system.shared_with and as_word(system.shared_with) not in NO:
        return True
    own = system.organisation.kind == MUNICIPAL
    return own and system.service_area == "shared"
