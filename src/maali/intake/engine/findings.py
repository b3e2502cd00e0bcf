"""Checks over the inventory of one organisation: what is missing, or cannot be right, is asked.

Basis: the reconciliation rules of the field's inventories (users against staff, contract against
system, integration against its other end, site against network, data store against controller,
one contract told by two parties), and what a round asks as mandatory or was answered "unknown".
Each check is a handful of queries, however many rows there are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Q

from maali.intake.engine.ask import ASKED, Candidate
from maali.intake.engine.fields import FIELDS, KIND_OF
from maali.intake.engine.handing import asked_sheets, known_rows, rows_of
from maali.intake.engine.people import people_of
from maali.intake.models import Invitation, Round, Upload
from maali.inventory.models import (
    KINDS,
    Certainty,
    Contract,
    DataStore,
    Integration,
    Site,
    Source,
    Statement,
    System,
)
from maali.inventory.names import normal_form
from maali.inventory.values import batches
from maali.organisations.models import Organisation

Check = Callable[[Organisation], Iterator[Candidate]]
# The field that names a row of each kind; its cell is where the row stands in its file.
NAMED_BY = {
    "site": "name",
    "unit": "name",
    "system": "name",
    "contract": "title",
    "device_lot": "type",
    "integration": "from_name",
    "data_store": "name",
}
TARGET_OF = {kind: target for target, kind in KIND_OF.items()}


def findings(organisation: Organisation, *, across: bool = False) -> list[Candidate]:
    """All that the checks find, each with the cell it came from; `across`: only with others'."""
    found = [
        each
        for code, check in CHECKS.items()
        if not across or ASKED[code].across
        for each in check(organisation)
    ]
    return with_places(found)


def about(code: str, row: Any, target: str, key: str, **params: Any) -> Candidate:
    """A question about one field of one row of the inventory."""
    return Candidate(
        code,
        row.kind,
        row.pk,
        key,
        params={"target": target, "key": key, "name": str(row), **params},
    )


def in_scope(organisation: Organisation) -> Any:
    """The organisation's own systems that are asked about; one counted at another's is not."""
    return System.objects.counted().filter(organisation=organisation).order_by("pk")


def users_above_staff(organisation: Organisation) -> Iterator[Candidate]:
    most = people_of(organisation)
    if most is None:
        return
    for system in in_scope(organisation).filter(users__gt=most):
        yield about(
            "users_above_staff", system, "systems", "user_count", raw=system.users, most=most
        )


def system_without_contract(organisation: Organisation) -> Iterator[Candidate]:
    for system in in_scope(organisation).filter(contracts=None):
        yield about("system_without_contract", system, "systems", "contract_ref")


def contract_without_system(organisation: Organisation) -> Iterator[Candidate]:
    for contract in Contract.objects.filter(organisation=organisation, systems=None).order_by("pk"):
        yield about("contract_without_system", contract, "contracts", "subject")


def site_without_network(organisation: Organisation) -> Iterator[Candidate]:
    sites = Site.objects.filter(organisation=organisation, network_now="", same_as=None)
    for site in sites.exclude(after_start=Site.AfterStart.ENDS).order_by("pk"):
        yield about("site_without_network", site, "sites", "network_now")


def data_store_without_controller(organisation: Organisation) -> Iterator[Candidate]:
    stores = DataStore.objects.filter(organisation=organisation, controller_now="")
    gone = [System.Standing.GONE, System.Standing.NOT_A_SYSTEM]
    for store in stores.exclude(system__standing__in=gone).order_by("pk"):
        yield about("data_store_without_controller", store, "data_stores", "controller_now")


def integration_without_end(organisation: Organisation) -> Iterator[Candidate]:
    """Its other end is a name that nobody has reported as a system."""
    links = Integration.objects.filter(organisation=organisation, to_system=None)
    for link in links.exclude(to_name="").order_by("pk"):
        names = {"from": link.from_name, "to": link.to_name}
        yield about("integration_without_end", link, "integrations", "to_system", **names)


def integration_one_sided(organisation: Organisation) -> Iterator[Candidate]:
    """Integrations with another's system that the other, having answered, does not tell of."""
    told = Integration.objects.filter(
        organisation=organisation, to_system__isnull=False, from_system__isnull=False
    ).exclude(to_system__organisation=organisation)
    answered = Upload.objects.filter(
        programme=organisation.programme_id, state=Upload.State.ACCEPTED
    )
    others = list(
        told.filter(to_system__organisation__in=answered.values("organisation"))
        .select_related("to_system__organisation")
        .order_by("pk")
    )
    mine = {each.from_system_id for each in others}
    back = Integration.objects.filter(Q(to_system__in=mine) | Q(from_system__in=mine))
    told_back = set(back.values_list("organisation", "from_system")) | set(
        back.values_list("organisation", "to_system")
    )
    for each in others:
        other = each.to_system.organisation  # type: ignore[union-attr]
        if (other.pk, each.from_system_id) not in told_back:
            names = {"from": each.from_name, "to": each.to_name, "other": str(other)}
            yield replace(about("integration_one_sided", each, "integrations", "", **names))


def same_contract_by_two(organisation: Organisation) -> Iterator[Candidate]:
    """One record number and one other party, told by two organisations: the later is asked."""
    mine = list(Contract.objects.filter(organisation=organisation).exclude(reference=""))
    others: dict[str, list[Any]] = {}
    found = Contract.objects.filter(programme=organisation.programme_id).exclude(
        Q(reference="") | Q(organisation=organisation)
    )
    for reference, vendor, pk, name in found.order_by("pk").values_list(
        "reference", "vendor_name", "pk", "organisation__name"
    ):
        others.setdefault(normal_form(reference), []).append((normal_form(vendor), pk, name))
    for contract in mine:
        vendor = normal_form(contract.vendor_name)
        for party, pk, name in others.get(normal_form(contract.reference), ()):
            if pk < contract.pk and vendor and party == vendor:
                yield about(
                    "same_contract_by_two", contract, "contracts", "", other=name,
                    reference=contract.reference, rows=[{"kind": "contract", "id": pk}],
                )  # fmt: skip
                break


def mandatory_empty(organisation: Organisation) -> Iterator[Candidate]:
    """Cells that a round asks as mandatory and that nobody has filled in."""
    asked = Invitation.objects.filter(organisation=organisation).exclude(
        round__state=Round.State.DRAFT
    )
    for invitation in asked.select_related("round__programme").order_by("round__number"):
        for sheet in asked_sheets(invitation.round):
            if sheet.key not in KIND_OF:
                continue
            wanted = [each.key for each in sheet.columns if each.required]
            rows = rows_of(invitation.round, organisation, KIND_OF[sheet.key])
            known = known_rows(organisation, sheet, rows) if wanted else {}
            for pk, cells in known.items():
                yield from empty_cells(sheet, pk, cells, wanted)


def empty_cells(
    sheet: Any, pk: str, cells: dict[str, Any], wanted: Iterable[str]
) -> Iterator[Candidate]:
    name = str(cells.get(sheet.named_by, ""))
    for key in wanted:
        if key not in cells:
            params = {"target": sheet.key, "key": key, "name": name}
            yield Candidate("mandatory_empty", KIND_OF[sheet.key], int(pk), key, params=params)


def unknown_given(organisation: Organisation) -> Iterator[Candidate]:
    """What the organisation itself wrote to be unknown, in a file, a form or by machine."""
    said = Statement.objects.filter(
        source__organisation=organisation, holds=True, certainty=Certainty.UNKNOWN
    ).exclude(Q(raw="") | Q(source__kind__in=[Source.Kind.ANSWER, Source.Kind.HAND]))
    kinds: dict[str, list[Statement]] = {}
    for each in said.order_by("pk"):
        kinds.setdefault(each.subject_kind, []).append(each)
    for kind, statements in kinds.items():
        names = names_of(kind, {each.subject_id for each in statements})
        fields = {name: key for key, name in FIELDS.get(TARGET_OF.get(kind, ""), {}).items()}
        for each in statements:
            key = fields.get(each.field)
            if key and each.subject_id in names:
                params = {"target": TARGET_OF[kind], "key": key, "name": names[each.subject_id]}
                yield Candidate(
                    "unknown_given", kind, each.subject_id, key, params={**params, "raw": each.raw}
                )


def names_of(kind: str, pks: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in batches(pks):
        rows = KINDS[kind].objects.filter(pk__in=some)
        found.update(rows.values_list("pk", NAMED_BY[kind]) if kind in NAMED_BY else ())
    return found


CHECKS: dict[str, Check] = {
    "users_above_staff": users_above_staff,
    "system_without_contract": system_without_contract,
    "contract_without_system": contract_without_system,
    "site_without_network": site_without_network,
    "data_store_without_controller": data_store_without_controller,
    "integration_without_end": integration_without_end,
    "integration_one_sided": integration_one_sided,
    "same_contract_by_two": same_contract_by_two,
    "mandatory_empty": mandatory_empty,
    "unknown_given": unknown_given,
}


def with_places(found: list[Candidate]) -> list[Candidate]:
    """Each with the file and the cell that it came from: its own, or that of the row's name."""
    said: dict[tuple[str, int, str], tuple[Any, ...]] = {}
    wanted: dict[str, set[int]] = {}
    for each in found:
        wanted.setdefault(each.kind, set()).add(each.subject_id or 0)
    for kind, pks in wanted.items():
        for some in batches(pks):
            held = Statement.objects.filter(
                subject_kind=kind, subject_id__in=some, holds=True, row__isnull=False
            )
            for pk, field, *place in held.values_list(
                "subject_id", "field", "source", "sheet", "row", "column"
            ):
                said[kind, pk, field] = tuple(place)
    files: dict[int | None, int] = dict(
        Upload.objects.filter(source__in={place[0] for place in said.values()}).values_list(
            "source", "pk"
        )
    )
    return [at_place(each, said, files) for each in found]


def at_place(
    candidate: Candidate,
    said: dict[tuple[str, int, str], tuple[Any, ...]],
    files: dict[int | None, int],
) -> Candidate:
    kind, pk = candidate.kind, candidate.subject_id or 0
    name = FIELDS.get(candidate.params["target"], {}).get(candidate.field, "")
    own = said.get((kind, pk, name))
    source, sheet, row, column = own or said.get(
        (kind, pk, NAMED_BY.get(kind, "")), (None, "", None, "")
    )
    return replace(
        candidate,
        sheet=sheet,
        row=row,
        column=column if own else "",
        upload_id=files.get(source),
    )
