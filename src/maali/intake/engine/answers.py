"""What an answer tells of the inventory: the text that a person wrote, or the choice made."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.intake.engine.ask import ASKED
from maali.intake.engine.fields import FIELDS
from maali.intake.engine.read import read_value
from maali.intake.engine.tell import fit, key_of_contract, said, tell_rows
from maali.intake.models import Question, UploadRow
from maali.intake.words import SIDE, sentence
from maali.inventory.actions import Said, Told
from maali.inventory.models import KINDS, Certainty, Contract, DataStore, Integration, Site, System
from maali.inventory.names import normal_form
from maali.inventory.told import specs

# Finland's general rate of value added tax in 2022, 24 %: sums are kept without it.
VAT = Decimal("1.24")
STANDINGS = {
    "gone": System.Standing.GONE,
    "stays": System.Standing.STAYS,
    "in_use": System.Standing.IN_SCOPE,
}


def told_by(question: Question, text: str) -> list[Told]:
    """What the answer tells of the inventory; nothing where it only settles the matter.

    Raises `Refused` with a sentence where the text is no answer to this question.
    """
    asked, choices = ASKED[question.code], choices_of(question)
    if text in choices:
        return told_by_choice(question, text)
    if choices and not asked.written and text != "?":
        raise Refused(_("Choose one of the answers offered."))
    return [] if choices and text == "?" else told_by_text(question, text)


def choices_of(question: Question) -> list[str]:
    """The answers offered: of the kind, and one for each side that has told something."""
    sides = question.params.get("sides", ())
    offered = [
        each
        for each in ASKED[question.code].choices
        if each != "stays" or question.subject_kind == System.kind
    ]
    return [*offered, *(f"{SIDE}{n}" for n in range(1, len(sides) + 1))]


def only_recorded(question: Question) -> bool:
    """Whether "gone" changes nothing in the inventory: only systems and sites can be marked so."""
    known = question.subject_kind in {System.kind, Site.kind}
    return question.code == "row_vanished" and not known


def told_by_text(question: Question, text: str) -> list[Told]:
    subject = subject_of(question)
    target, key = question.params.get("target", ""), question.params.get("key", "")
    if subject is None:
        return []
    if isinstance(subject, System) and key in FIELDS["contract of a system"]:
        return [of_contract(question, subject, key, text)]
    if isinstance(subject, Contract | Integration) and key in {"subject", "to_system"}:
        return [of_named(question, subject, key, text)]
    name = FIELDS.get(target, {}).get(key)
    if name is None:
        return []
    values = said_by(question, subject.kind, name, text)
    return [Told(subject.kind, subject.organisation, subject.key, values)]


def of_named(question: Question, subject: Contract | Integration, key: str, text: str) -> Told:
    """The answer names systems that the organisation has told of."""
    names = [each.strip() for each in text.replace(";", ",").split(",") if each.strip()]
    names = names if key == "subject" else [text]
    known = System.objects.filter(programme=subject.programme_id)
    if key == "subject":
        known = known.filter(organisation=subject.organisation_id)
    mine = sorted(known, key=lambda each: each.organisation_id != subject.organisation_id)
    found = {}
    for each in reversed(mine):
        found[normal_form(each.name)] = each
    missing = [name for name in names if normal_form(name) not in found]
    if missing:
        raise Refused(
            _("No system is called “%(name)s”: write the name as it stands in the inventory.")
            % {"name": missing[0]}
        )
    systems = [found[normal_form(name)] for name in names]
    if isinstance(subject, Contract):
        value, name = [each.key for each in systems], "systems"
    else:
        value, name = systems[0].pk, "to_system_id"
    return Told(subject.kind, subject.organisation, subject.key, {name: Said(value, text)})


def of_contract(question: Question, system: System, key: str, text: str) -> Told:
    """The answer is about the contract of the system's row, which may be told of only now."""
    reference = question.params.get("reference", "")
    if key == "contract_ref" and text != "?":
        reference = text
    place = key_of_contract(reference, system.key)
    values = said_by(question, "contract", FIELDS["contract of a system"][key], text)
    contract = Contract.objects.filter(organisation=question.organisation, key=place).first()
    if contract is None:
        values["title"] = Said(reference or system.name, text)
    if contract is None or not contract.systems.filter(pk=system.pk).exists():
        covered = contract.systems.values_list("key", flat=True) if contract else ()
        values["systems"] = Said([*covered, system.key], text)
    return Told("contract", question.organisation, place, values)


def said_by(question: Question, kind: str, name: str, text: str) -> dict[str, Said]:
    if text == "?":
        return {name: Said(None, text, Certainty.UNKNOWN)}
    cell, fault = read_value(question.params["target"], question.params["key"], text)
    if fault:
        raise Refused(sentence(*fault))
    if cell.get("open_ended"):
        return {"open_ended": Said(True, text)}
    answered = fit(kind, name, Said(cell["value"], text, cell["certainty"], cell["note"]))
    if answered is None or answered.value is None:
        raise Refused(_("“%(answer)s” does not fit here.") % {"answer": text})
    return {name: answered}


def subject_of(question: Question) -> Any:
    model = KINDS.get(question.subject_kind)
    if model is None:
        return None
    rows = model.objects.select_related("organisation")
    return rows.filter(pk=question.subject_id or 0).first()


def told_by_choice(question: Question, choice: str) -> list[Told]:
    if choice.startswith(SIDE):
        return told_of_side(question, int(choice.removeprefix(SIDE)) - 1)
    if question.code == "answers_differ":
        return told_of_earlier(question) if choice == "earlier" else []
    if ASKED[question.code].shared:
        return told_of_column(question, choice)
    if question.code == "two_products_in_cell":
        return told_of_parts(question) if choice == "several" else []
    return told_of_subject(question, choice)


def told_of_subject(question: Question, choice: str) -> list[Told]:
    """The system's standing, the site's end, the controller: what the choice says of the row."""
    subject = subject_of(question)
    values: dict[str, Said] = {}
    if isinstance(subject, System) and choice in STANDINGS:
        if subject.standing != STANDINGS[choice] or question.code != "row_vanished":
            values = {"standing": Said(STANDINGS[choice], choice)}
    elif isinstance(subject, Site) and choice == "gone":
        values = {"after_start": Said(Site.AfterStart.ENDS, choice)}
    elif isinstance(subject, DataStore) and choice == "own":
        values = {"controller_now": Said(str(subject.organisation), choice)}
    return [Told(subject.kind, subject.organisation, subject.key, values)] if values else []


def told_of_side(question: Question, number: int) -> list[Told]:
    """The value of the side that holds, told once more: as written there, with the answer's name.

    The value of a side is as the column or the field has it; `fit` makes it the field's.
    """
    side, subject = question.params["sides"][number], subject_of(question)
    target, key = question.params.get("target", ""), question.params.get("key", "")
    if subject is None:
        return []
    raw = str(side.get("raw") or side.get("value") or "")
    place = Told(subject.kind, subject.organisation, subject.key, {})
    name = FIELDS.get(target, {}).get(key, key)
    if isinstance(subject, System) and key in FIELDS["contract of a system"]:
        place = of_contract(question, subject, key, raw)
        name = FIELDS["contract of a system"][key]
    if name not in specs(place.kind):
        return []
    answered = fit(place.kind, name, Said(side.get("value"), raw, note=str(side.get("who", ""))))
    return [replace(place, values={**place.values, name: answered})] if answered else []


def told_of_parts(question: Question) -> list[Told]:
    """One row named several systems: the first keeps its place, the others are told beside it."""
    subject = subject_of(question)
    rows = rows_of(question)
    parts = str(question.params.get("parts", "")).split("; ")
    if len(rows) != 1 or len(parts) < 2 or question.upload is None or subject is None:
        return []
    told = [
        Told(
            "system", question.organisation, subject.key, {"name": Said(parts[0], "; ".join(parts))}
        )
    ]
    for part in parts[1:]:
        other = rows[0]
        other.cells = {**other.cells, "system_name": {**other.cells["system_name"], "value": part}}
        found = tell_rows(question.upload, [other]).told
        told += [each for each in found if each.kind == "system"]
    return told


def rows_of(question: Question) -> list[UploadRow]:
    """What was read of the row that the question is about; more than one where it was split."""
    if question.upload is None:
        return []
    return list(question.upload.rows.filter(sheet=question.sheet, row=question.row or 0))


def told_of_column(question: Question, choice: str) -> list[Told]:
    """What an answer about a whole column says of each row that has the same problem there."""
    if choice not in {"with_vat", "vendor", "owner_role"} or question.upload is None:
        return []
    told = []
    for row in question.upload.rows.filter(sheet=question.sheet, subject_id__isnull=False):
        same = [each for each in row.problems if each["code"] == question.code]
        if any(each.get("column") == question.column for each in same):
            told += told_of_cell(question, row, choice)
    return told


def told_of_cell(question: Question, row: UploadRow, choice: str) -> list[Told]:
    key = question.params["key"] if choice == "with_vat" else choice
    name = FIELDS[row.target].get(key)
    subject = KINDS[row.subject_kind].objects.filter(pk=row.subject_id).first()
    place = said(row, question.params["key"])
    if name is None or place is None or subject is None:
        return []
    value: Any = place.raw
    if choice == "with_vat":
        value = (Decimal(str(place.value)) / VAT).quantize(Decimal("0.01"))
    fitting = fit(subject.kind, name, replace(place, value=value, note=choice))
    return (
        [Told(subject.kind, question.organisation, subject.key, {name: fitting})] if fitting else []
    )


def told_of_earlier(question: Question) -> list[Told]:
    """The values of the earlier file again, where the later one had changed them."""
    told: dict[tuple[str, str], dict[str, Said]] = {}
    for each in question.params["differences"]:
        place = (each["kind"], each["key"])
        told.setdefault(place, {})[each["field"]] = Said(each["before"], question.params["earlier"])
    return [Told(kind, question.organisation, key, values) for (kind, key), values in told.items()]
