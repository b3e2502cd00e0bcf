"""Where two have told different things: who said what and when, and which stated rule settles it.

The rules stand here, in their order, and are worded in `merged_in_words.py`. What no rule settles
is asked; until a person has answered, what the inventory held before the file holds on. Of two
files that nobody handed out the later answer holds meanwhile (`tell` of the inventory).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import asdict, dataclass
from typing import Any

from maali.intake.engine.ask import Candidate
from maali.intake.engine.fields import FIELDS
from maali.intake.engine.keys import name_of
from maali.intake.engine.tell import is_handed, tell_rows
from maali.intake.models import Upload, UploadRow
from maali.inventory.actions import Told
from maali.inventory.models import Certainty, Contract, Integration, Source, Statement
from maali.inventory.names import normal_form
from maali.inventory.values import batches

# Who speaks for the organisation itself; hands, machines and matching are the region's.
OWN_WORD = {Source.Kind.WORKBOOK, Source.Kind.FORM, Source.Kind.ANSWER}
SURENESS = {Certainty.UNKNOWN: 0, Certainty.ESTIMATE: 1, Certainty.KNOWN: 2}


@dataclass(frozen=True)
class Side:
    """What one of two has told: the value, as written, who and when, where it stands, how sure."""

    value: Any
    raw: str = ""
    who: str = ""
    when: str = ""
    place: str = ""
    certainty: str = Certainty.KNOWN
    own: bool = True


Rule = Callable[[Side, Side], Side | None]


def own_word_over_estimate(ours: Side, theirs: Side) -> Side | None:
    """What the organisation says of itself holds over what the region only estimated."""
    region_guesses = not ours.own and ours.certainty != Certainty.KNOWN
    return theirs if theirs.own and region_guesses else None


def surer_over_less_sure(ours: Side, theirs: Side) -> Side | None:
    """Known over estimate over unknown."""
    difference = SURENESS[Certainty(theirs.certainty)] - SURENESS[Certainty(ours.certainty)]
    return theirs if difference > 0 else ours if difference < 0 else None


RULES: dict[str, Rule] = {
    "own_word_over_estimate": own_word_over_estimate,
    "surer_over_less_sure": surer_over_less_sure,
}


def settled(ours: Side, theirs: Side) -> tuple[str, Side | None]:
    """The first rule that settles the two, and the side that holds by it; ("", None) if none."""
    for code, rule in RULES.items():
        if holds := rule(ours, theirs):
            return code, holds
    return "", None


def settle_by_rules(upload: Upload, rows: Sequence[UploadRow]) -> None:
    """Put both sides to each contradicting cell, and what a rule says of them.

    A cell whose side holds by a rule is told like any changed one ("changed"); one that gives way,
    or that no rule settles, stays "contradicts" and tells nothing.
    """
    known = statements(rows)
    for row, key, cell in contradicting(rows):
        ours = side_of_ours(known.get((row.pk or id(row), key)), cell)
        theirs = side_of_file(upload, row, cell)
        rule, holds = settled(ours, theirs)
        cell["rule"], cell["sides"] = rule, [asdict(ours), asdict(theirs)]
        if holds is theirs:
            cell["merge"] = "changed"


def contradicting(
    rows: Iterable[UploadRow],
) -> Iterator[tuple[UploadRow, str, dict[str, Any]]]:
    for row in rows:
        for key, cell in row.cells.items():
            if cell.get("merge") == "contradicts":
                yield row, key, cell


def statements(rows: Sequence[UploadRow]) -> dict[tuple[int, str], Statement]:
    """By row and column the statement that holds of the field that the column becomes."""
    wanted: dict[tuple[str, int, str], list[tuple[int, str]]] = {}
    contracts = contracts_of([row for row, _key, _cell in contradicting(rows)])
    for row, key, _cell in contradicting(rows):
        kind, pk, name = row.subject_kind, row.subject_id, FIELDS[row.target].get(key)
        if row.target == "systems" and key in FIELDS["contract of a system"]:
            kind, pk = "contract", contracts.get(row.subject_id or 0)
            name = FIELDS["contract of a system"][key]
        if name and pk:
            wanted.setdefault((kind, pk, name), []).append((row.pk or id(row), key))
    found: dict[tuple[int, str], Statement] = {}
    for kind in {kind for kind, _pk, _name in wanted}:
        for some in batches({pk for of, pk, _name in wanted if of == kind}):
            held = Statement.objects.filter(subject_kind=kind, subject_id__in=some, holds=True)
            for each in held.select_related("source"):
                for place in wanted.get((kind, each.subject_id, each.field), ()):
                    found[place] = each
    return found


def contracts_of(rows: Sequence[UploadRow]) -> dict[int, int]:
    """The contract of each system that has exactly one."""
    systems = [row.subject_id for row in rows if row.subject_kind == "system"]
    found: dict[int, set[int]] = {}
    pairs = Contract.objects.filter(systems__in=systems).values_list("systems", "pk")
    for system, contract in pairs:
        found.setdefault(system, set()).add(contract)
    return {system: keys.pop() for system, keys in found.items() if len(keys) == 1}


def side_of_ours(held: Statement | None, cell: dict[str, Any]) -> Side:
    if held is None:
        return Side(cell["ours"], certainty=Certainty.KNOWN)
    return Side(
        cell["ours"],
        held.raw,
        held.source.by,
        held.source.at.date().isoformat(),
        held.place,
        held.certainty,
        held.source.kind in OWN_WORD,
    )


def side_of_file(upload: Upload, row: UploadRow, cell: dict[str, Any]) -> Side:
    place = f"{upload.name}, {row.sheet}, {cell.get('column', '')}{row.row}"
    when = upload.answered_on.isoformat() if upload.answered_on else ""
    certainty = cell.get("certainty", Certainty.KNOWN)
    return Side(cell.get("value"), cell.get("raw", ""), upload.by, when, place, certainty)


def with_sides(upload: Upload, differing: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The values in which a second file differs, each with who told the earlier one and when.

    `differing` are those of `weigh.differences`; the second side is the file's.
    """
    held: dict[tuple[str, int, str], Statement] = {}
    for kind in {each["kind"] for each in differing}:
        for some in batches({each["id"] for each in differing if each["kind"] == kind}):
            known = Statement.objects.filter(subject_kind=kind, subject_id__in=some, holds=True)
            for told in known.select_related("source"):
                held[kind, told.subject_id, told.field] = told
    when = upload.answered_on.isoformat() if upload.answered_on else ""
    return [
        {
            **each,
            "sides": [
                asdict(
                    side_of_ours(
                        held.get((each["kind"], each["id"], each["field"])),
                        {"ours": each["before"]},
                    )
                ),
                asdict(Side(each["after"], "", upload.by, when, upload.name)),
            ],
        }
        for each in differing
    ]


def told_against(upload: Upload, rows: Sequence[UploadRow]) -> list[Told]:
    """What the contradicting cells say: kept as statements that do not hold, so that both stay."""
    against = []
    for row in rows:
        cells = {
            key: {**cell, "merge": "changed" if cell["merge"] == "contradicts" else "untouched"}
            if "merge" in cell
            else cell
            for key, cell in row.cells.items()
        }
        if is_handed(row) and any(cell.get("merge") == "changed" for cell in cells.values()):
            other = copy(row)
            other.cells, other.kind = cells, "entry"
            against.append(other)
    return [each for each in tell_rows(upload, against).told if each.values] if against else []


def candidates(upload: Upload, rows: Sequence[UploadRow]) -> Iterator[Candidate]:
    """What the merge of a file leaves for a person: contradictions, emptied cells, lost rows."""
    yield from unlisted(upload, rows)
    for row in rows:
        for key, cell in row.cells.items():
            if cell.get("merge") == "contradicts" and not cell.get("rule"):
                yield of_cell("contradiction", row, key, cell, sides=cell["sides"])
            elif cell.get("merge") == "emptied":
                yield of_cell("cell_emptied", row, key, cell, raw=str(cell["ours"]))
    for target, lost in upload.guess.get("merge", {}).get("vanished", {}).items():
        for each in lost:
            params = {"target": target, "key": "", "name": each["name"]}
            yield Candidate(
                "row_vanished", each["kind"], each["id"], params=params, upload_id=upload.pk
            )


def unlisted(upload: Upload, rows: Iterable[UploadRow]) -> Iterator[Candidate]:
    """Integrations that a system's row no longer names: each is a row that is gone."""
    lost: dict[tuple[int, str], UploadRow] = {}
    for row in rows:
        cell = row.cells.get("integrations", {})
        if row.target != "systems" or cell.get("merge") != "changed" or not row.subject_id:
            continue
        named = set(map(normal_form, cell.get("value") or ()))
        for name in cell.get("base") or ():
            if normal_form(name) not in named:
                lost[row.subject_id, normal_form(name)] = row
    for some in batches({system for system, _name in lost}):
        for each in Integration.objects.filter(
            organisation=upload.organisation_id, from_system__in=some
        ):
            if last := lost.get((each.from_system_id or 0, normal_form(each.to_name))):
                yield Candidate(
                    "row_vanished",
                    "integration",
                    each.pk,
                    sheet=last.sheet,
                    row=last.row,
                    column=last.cells["integrations"].get("column", ""),
                    params={"target": "integrations", "key": "", "name": str(each)},
                    upload_id=upload.pk,
                )


def of_cell(code: str, row: UploadRow, key: str, cell: dict[str, Any], **params: Any) -> Candidate:
    return Candidate(
        code,
        row.subject_kind,
        row.subject_id,
        field=key,
        sheet=row.sheet,
        row=row.row,
        column=cell.get("column", ""),
        params={
            "target": row.target,
            "key": key,
            "name": name_of(row),
            "raw": cell.get("raw", ""),
            **params,
        },
        upload_id=row.upload_id,
    )
