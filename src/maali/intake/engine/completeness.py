"""How much of what a round makes mandatory is answered: by invitation, sheet and column.

Counted by the database: one query for each sheet asked and a few for the forms that are open,
however many organisations and rows there are. A cell in which the organisation says that it does
not know is answered; it is counted apart as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from maali.intake.engine.asked import MANDATORY
from maali.intake.engine.cells import missing, said_unknown
from maali.intake.engine.fields import KIND_OF
from maali.intake.models import Entry, Handout, Invitation, Round
from maali.intake.queries import asked_columns, rows_asked
from maali.intake.queries.rounds import OF_KEY_SYSTEMS
from maali.inventory.models import KINDS

Mandatory = dict[str, list[str]]


@dataclass
class SheetFilled:
    """One sheet of one organisation: rows, mandatory cells, and the cells that lack by column.

    `told` is false where a sheet is asked for of which no row has come; it counts as one row that
    lacks everything, so that silence is not complete. `typed` are cells of a form not yet sent.
    """

    sheet: str
    rows: int = 0
    asked: int = 0
    lacking: dict[str, int] = field(default_factory=dict)
    unknown: int = 0
    typed: int = 0
    told: bool = True

    @property
    def filled(self) -> int:
        return max(0, self.asked - sum(self.lacking.values()))

    @property
    def percent(self) -> int:
        return share(self.filled, self.asked)


@dataclass
class Filled:
    """All sheets of one invitation together."""

    sheets: dict[str, SheetFilled] = field(default_factory=dict)

    def total(self, name: str) -> int:
        return sum(getattr(each, name) for each in self.sheets.values())

    @property
    def asked(self) -> int:
        return self.total("asked")

    @property
    def filled(self) -> int:
        return self.total("filled")

    @property
    def unknown(self) -> int:
        return self.total("unknown")

    @property
    def typed(self) -> int:
        return self.total("typed")

    @property
    def percent(self) -> int:
        return share(self.filled, self.asked)


def share(filled: int, asked: int) -> int:
    """Per cent, rounded down: 100 only when nothing lacks; all of nothing is complete."""
    return 100 * filled // asked if asked else 100


def completeness(round: Round, invitations: Iterable[Invitation]) -> dict[int, Filled]:
    """For each of the invitations, all of this round, by its key."""
    found = {each.pk: Filled() for each in invitations}
    of = {each.organisation_id: each.pk for each in invitations}
    mandatory = mandatory_columns(round)
    for sheet, columns in mandatory.items():
        counted = count(round, sheet, columns, of)
        for organisation, pk in of.items():
            filled = counted.get(organisation)
            if filled is None:
                filled = nothing_told(round, sheet, columns)
            found[pk].sheets[sheet] = filled
    add_open_forms(round, found, mandatory)
    return found


def mandatory_columns(round: Round) -> Mandatory:
    """Sheet → its mandatory columns that the inventory has a place for."""
    found = {
        sheet: [
            column
            for column, how in columns.items()
            if how == MANDATORY and missing(sheet, column) is not None
        ]
        for sheet, columns in asked_columns(round).items()
        if sheet in KIND_OF
    }
    return {sheet: columns for sheet, columns in found.items() if columns}


def nothing_told(round: Round, sheet: str, columns: list[str]) -> SheetFilled:
    """Of key systems alone a detailed round asks, so of an organisation without them nothing."""
    if round.kind == Round.Kind.DETAILED and KIND_OF[sheet] in OF_KEY_SYSTEMS:
        return SheetFilled(sheet)
    return SheetFilled(sheet, 0, len(columns), dict.fromkeys(columns, 1), told=False)


def count(
    round: Round, sheet: str, columns: list[str], of: Mapping[int, int]
) -> dict[int, SheetFilled]:
    """Of each organisation's rows of one sheet: how many lack each column, how many say unknown."""
    sums: dict[str, Any] = {}
    for column in columns:
        lacks = missing(sheet, column) or Q()
        said = said_unknown(sheet, column)
        sums[f"no_{column}"] = Count("pk", filter=lacks & ~said if said else lacks)
        if said:
            sums[f"unknown_{column}"] = Count("pk", filter=lacks & said)
    rows = rows_asked(round, KIND_OF[sheet]).filter(organisation__in=of).order_by()
    found = {}
    for row in rows.values("organisation").annotate(rows=Count("pk"), **sums):
        found[row["organisation"]] = SheetFilled(
            sheet,
            row["rows"],
            row["rows"] * len(columns),
            {each: row[f"no_{each}"] for each in columns if row[f"no_{each}"]},
            sum(row.get(f"unknown_{each}", 0) for each in columns),
        )
    return found


def add_open_forms(round: Round, found: dict[int, Filled], mandatory: Mandatory) -> None:
    """What stands in forms that are not sent yet counts where the inventory knows nothing."""
    entries = Entry.objects.filter(
        handout__invitation__in=found,
        handout__medium=Handout.Medium.FORM,
        handout__sent_at=None,
    ).exclude(text="")
    typed: dict[tuple[int, str, str], set[str]] = {}
    for pk, sheet, line, column in entries.values_list(
        "handout__invitation", "sheet", "line", "column"
    ):
        if column in mandatory.get(sheet, ()):
            typed.setdefault((pk, sheet, line), set()).add(column)
    lacking = lacking_cells(typed, mandatory)
    for (pk, sheet, line), columns in typed.items():
        filled = found[pk].sheets[sheet]
        if line.isdigit():
            take_known_row(filled, columns & lacking.get((sheet, line), set()))
        else:
            take_new_row(filled, columns, mandatory[sheet])


def lacking_cells(
    typed: Iterable[tuple[int, str, str]], mandatory: Mandatory
) -> dict[tuple[str, str], set[str]]:
    """Of the rows of the inventory that forms touch: the mandatory columns that lack."""
    lines: dict[str, set[int]] = {}
    for _pk, sheet, line in typed:
        if line.isdigit():
            lines.setdefault(sheet, set()).add(int(line))
    found: dict[tuple[str, str], set[str]] = {}
    for sheet, pks in lines.items():
        marks = {
            f"no_{column}": ExpressionWrapper(missing(sheet, column) or Q(), BooleanField())
            for column in mandatory[sheet]
        }
        rows = KINDS[KIND_OF[sheet]].objects.filter(pk__in=pks).annotate(**marks)
        for row in rows.values("pk", *marks):
            found[sheet, str(row["pk"])] = {name.removeprefix("no_") for name in marks if row[name]}
    return found


def take_known_row(filled: SheetFilled, columns: set[str]) -> None:
    for column in columns:
        if filled.lacking.get(column):
            filled.lacking[column] -= 1
            filled.typed += 1


def take_new_row(filled: SheetFilled, columns: set[str], mandatory: list[str]) -> None:
    """A row that the form brings; the first one takes the place of the row that was awaited."""
    if not filled.told:
        filled.told, filled.asked, filled.lacking = True, 0, {}
    filled.rows += 1
    filled.asked += len(mandatory)
    filled.typed += len(columns)
    for column in mandatory:
        if column not in columns:
            filled.lacking[column] = filled.lacking.get(column, 0) + 1
