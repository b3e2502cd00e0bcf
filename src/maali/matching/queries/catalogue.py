"""Products and vendors as a programme uses them: how they are written, and what a joining moves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from maali.inventory.models import Contract, Integration, Product, Statement, System, Vendor
from maali.matching.models import Known, Proposal, Thing
from maali.matching.spelling import spelling
from maali.organisations.models import Programme
from maali_engines.linkage.knowledge import shipped

STANDING = System.Standing.IN_SCOPE


@dataclass
class Side:
    """One side of an answer: the systems spelled so, and all that stand under the same name.

    `spellings` are those of the whole side; `product` and `name` (of the vendor) what they are
    under now, None and "" where nothing is known.
    """

    spelled: list[System] = field(default_factory=list)
    whole: list[System] = field(default_factory=list)
    product: Product | None = None
    name: str = ""
    spellings: set[str] = field(default_factory=set)


def in_scope(programme: Programme) -> QuerySet[System]:
    return (
        System.objects.filter(programme=programme, standing=STANDING)
        .select_related("programme", "organisation", "product", "product__vendor")
        .order_by("pk")
    )


def written_as(programme: Programme, field_name: str, key: str) -> list[System]:
    """The systems of this spelling; compared here, since databases fold letters differently."""
    written = in_scope(programme).order_by().values_list("pk", field_name)
    return list(in_scope(programme).filter(pk__in=[pk for pk, w in written if spelling(w) == key]))


def side_of_product(programme: Programme, key: str) -> Side:
    """The systems whose name is spelled `key`, and all those of their product."""
    spelled = written_as(programme, "name", key)
    product = next((system.product for system in spelled if system.product), None)
    whole = list(in_scope(programme).filter(product=product)) if product else spelled
    return Side(spelled, whole, product, "", {spelling(system.name) for system in whole})


def side_of_vendor(programme: Programme, key: str) -> Side:
    """The systems whose vendor is spelled `key`, and all those of that vendor's products."""
    spelled = written_as(programme, "vendor_name", key)
    counted = Counter(
        system.product.vendor.name for system in spelled if system.product and system.product.vendor
    )
    name = counted.most_common(1)[0][0] if counted else ""
    under = in_scope(programme).filter(product__vendor__name=name)
    whole = list(under) if name else spelled
    return Side(spelled, whole, None, name, {spelling(system.vendor_name) for system in whole})


def kept_apart(programme: Programme, left: Side, right: Side) -> bool:
    """Has a person said that some spelling of one side differs from one of the other?"""
    said = Proposal.objects.filter(
        programme=programme, thing__in=[Thing.PRODUCT, Thing.VENDOR], state="different"
    ).values_list("left", "right")
    return any(
        (one in left.spellings and other in right.spellings)
        or (other in left.spellings and one in right.spellings)
        for one, other in said
    )


@dataclass(frozen=True)
class Consequences:
    """What moves under another product: whose systems, users, contracts and integrations."""

    systems: list[System]
    users: int
    organisations: list[str]
    contracts: list[Contract]
    integrations: list[Integration]


def consequences(systems: Iterable[System]) -> Consequences:
    """Three queries, however many systems there are."""
    moving = list(systems)
    touching = Q(from_system__in=moving) | Q(to_system__in=moving)
    counted = [system for system in moving if system.same_as_id is None]
    return Consequences(
        moving,
        sum(system.users or 0 for system in counted),
        sorted({str(system.organisation) for system in moving}),
        list(
            Contract.objects.filter(systems__in=moving)
            .distinct()
            .select_related("organisation")
            .order_by("end", "title")
        ),
        list(Integration.objects.filter(touching).select_related("organisation")),
    )


@dataclass(frozen=True)
class Spelling:
    """One way of writing a name, with the cells in which it stands."""

    name: str
    key: str
    systems: list[System]
    places: list[str]


def spellings_of(systems: Iterable[System], field_name: str, most: int = 3) -> list[Spelling]:
    """How the systems write it, the most used first; each with at most so many of its cells."""
    found: dict[str, list[System]] = {}
    for system in systems:
        if written := getattr(system, field_name):
            found.setdefault(spelling(written), []).append(system)
    pks = [system.pk for group in found.values() for system in group[:most]]
    cells = {
        row.subject_id: row.place
        for row in Statement.objects.filter(
            subject_kind="system", subject_id__in=pks, field=field_name, holds=True
        ).select_related("source")
    }
    rows = [
        Spelling(
            getattr(group[0], field_name),
            key,
            group,
            [cells[system.pk] for system in group[:most] if cells.get(system.pk)],
        )
        for key, group in found.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.systems), row.key))


@dataclass(frozen=True)
class Fact:
    """A fact of the knowledge table; `known` is None for one that comes with Maali."""

    left: str
    relation: str
    right: str
    source: str
    kind: str
    known: Known | None = None

    @property
    def says(self) -> str:
        return str(Known.Says(self.relation).label)


def facts(programme: Programme, kind: str = "", word: str = "") -> list[Fact]:
    """The programme's own facts and those that come with Maali, own ones first."""
    own = [
        Fact(row.left, row.relation, row.right, row.source, row.kind, row)
        for row in Known.objects.filter(programme=programme)
        if not kind or row.kind == kind
    ]
    given = [
        Fact(row.left, row.relation, row.right, row.source, row.kind)
        for row in shipped()
        if not kind or row.kind == kind
    ]
    wanted = word.casefold()
    return [
        fact
        for fact in (*own, *given)
        if not wanted or wanted in f"{fact.left} {fact.right}".casefold()
    ]


def facts_about(programme: Programme, names: Iterable[str], kind: str) -> list[Fact]:
    """The facts that name one of the names on either side, but not those of a name with itself."""
    wanted = {spelling(name) for name in names}
    return [
        fact
        for fact in facts(programme, kind)
        if wanted & {spelling(fact.left), spelling(fact.right)}
        and spelling(fact.left) != spelling(fact.right)
    ]


def owner_chain(programme: Programme, name: str) -> list[str]:
    """What the vendor has been called, then what it is called now: oldest first."""
    renamed = {
        spelling(fact.left): fact.right
        for fact in facts(programme, "vendor")
        if fact.relation in {"renamed_to", "same_as"}
        and spelling(fact.left) != spelling(fact.right)
    }
    now, seen = name, {spelling(name)}
    while spelling(now) in renamed and spelling(renamed[spelling(now)]) not in seen:
        now = renamed[spelling(now)]
        seen.add(spelling(now))
    former = [
        fact.left
        for fact in facts(programme, "vendor")
        if fact.relation == "renamed_to" and spelling(fact.right) in seen
    ]
    chain = [*former, *([name] if spelling(name) != spelling(now) else []), now]
    return list({spelling(each): each for each in chain}.values())


def vendor_table(person: Any, programme: Programme, word: str) -> QuerySet[Vendor]:
    """The vendors of the systems that this person sees, those with most installations first."""
    systems = System.objects.visible_to(person).filter(programme=programme).counted()
    vendors = Vendor.objects.filter(products__systems__in=systems)
    if word:
        vendors = vendors.filter(name__icontains=word)
    return vendors.annotate(
        installations=Count("products__systems", distinct=True),
        products_used=Count("products", distinct=True),
        organisations=Count("products__systems__organisation", distinct=True),
    ).order_by("-installations", "name")


def changes_of(programme: Programme, thing: str, keys: set[str]) -> list[Proposal]:
    """What people have said of these spellings, the newest first: each can be undone."""
    said = Proposal.objects.filter(
        programme=programme, thing=thing, answered_at__isnull=False, part_of=None
    ).filter(Q(left__in=keys) | Q(right__in=keys))
    return list(said.exclude(state=Proposal.State.LATER).order_by("-answered_at"))
