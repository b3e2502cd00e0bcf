"""All that an organisation must be asked now: problems of its files, and what the checks find."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from maali.intake.engine.ask import ASKED, Candidate, candidates, once_each
from maali.intake.engine.fields import FIELDS
from maali.intake.engine.findings import findings
from maali.intake.engine.tell import key_of_contract
from maali.intake.models import Question, Upload, UploadRow
from maali.inventory.models import KINDS, Certainty, Contract, Statement, System
from maali.inventory.values import batches
from maali.organisations.models import Organisation

# What a choice decides; the question falls when somebody else says it.
DECIDES = {
    "struck_through": "standing",
    "known_cancelled": "standing",
    "two_products_in_cell": "name",
    "duplicate_row_in_file": "same_as",
}
Place = tuple[str, int, str]


def causes(organisation: Organisation, found: Iterable[Candidate] = ()) -> list[Candidate]:
    """Every question that there is a cause for now; `found` are those that a merge has just made.

    A few queries for each kind, however many rows there are.
    """
    return once_each([*found, *of_files(organisation), *findings(organisation)])


def standing_once(organisation: Organisation) -> set[tuple[Any, ...]]:
    """Places of questions that no check finds again: they stand while their file is accepted."""
    codes = [code for code, asked in ASKED.items() if asked.once]
    asked = Question.objects.filter(organisation=organisation, code__in=codes)
    kept = asked.filter(upload=None) | asked.filter(upload__state=Upload.State.ACCEPTED)
    return set(kept.values_list("code", "subject_kind", "subject_id", "field"))


def of_files(organisation: Organisation) -> Iterator[Candidate]:
    """The problems of accepted files, but for those that somebody has since told better."""
    uploads = {
        each.pk: each
        for each in Upload.objects.filter(organisation=organisation, state=Upload.State.ACCEPTED)
        .defer("content")
        .order_by("-answered_on", "-at", "-pk")
    }
    rows = list(UploadRow.objects.filter(upload__in=uploads).exclude(problems=[]).order_by("pk"))
    order = {pk: number for number, pk in enumerate(uploads)}
    for row in rows:
        row.upload = uploads[row.upload_id]
    rows.sort(key=lambda row: order[row.upload_id])
    found = list(candidates(rows))
    places = {id(each): place for each in found if (place := place_of(each))}
    held = told_by(kept_contracts(organisation, found, places), places.values())
    for each in found:
        place = places.get(id(each))
        source = held.get(place) if place else None
        if source is None or source == uploads[each.upload_id or 0].source_id:
            yield each


def place_of(candidate: Candidate) -> Place | None:
    """The field of the inventory that the question is about."""
    if ASKED[candidate.code].shared or candidate.kind not in KINDS or not candidate.subject_id:
        return None
    target, key = candidate.params["target"], candidate.field
    name = DECIDES.get(candidate.code) or FIELDS.get(target, {}).get(key)
    if name is None and target == "systems" and key in FIELDS["contract of a system"]:
        return "contract of", candidate.subject_id, FIELDS["contract of a system"][key]
    return (candidate.kind, candidate.subject_id, name) if name else None


def kept_contracts(
    organisation: Organisation, found: Sequence[Candidate], places: dict[int, Place]
) -> dict[int, int]:
    """For the systems whose contract is asked about the contract that their row speaks of."""
    asked = {
        each.subject_id: each.params.get("reference", "")
        for each in found
        if places.get(id(each), ("",))[0] == "contract of"
    }
    if not asked:
        return {}
    keys: dict[int, str] = {}
    for some in batches(pk for pk in asked if pk):
        keys.update(System.objects.filter(pk__in=some).values_list("pk", "key"))
    contracts = dict(Contract.objects.filter(organisation=organisation).values_list("key", "pk"))
    known = {pk: contracts.get(key_of_contract(asked[pk], key)) for pk, key in keys.items()}
    return {pk: contract for pk, contract in known.items() if contract}


def told_by(contracts: dict[int, int], places: Iterable[Place]) -> dict[Place, int]:
    """The source of what is known now of each place."""
    wanted: dict[tuple[str, int, str], list[Place]] = {}
    for place in places:
        kind, pk, name = place
        if kind == "contract of":
            kind, pk = "contract", contracts.get(pk, 0)
        wanted.setdefault((kind, pk, name), []).append(place)
    by_kind: dict[str, set[int]] = {}
    for kind, pk, _name in wanted:
        by_kind.setdefault(kind, set()).add(pk)
    found: dict[Place, int] = {}
    for kind, pks in by_kind.items():
        for some in batches(pks):
            held = Statement.objects.filter(
                subject_kind=kind, subject_id__in=some, holds=True
            ).exclude(certainty=Certainty.UNKNOWN)
            for pk, name, source in held.values_list("subject_id", "field", "source"):
                found.update(dict.fromkeys(wanted.get((kind, pk, name), ()), source))
    return found
