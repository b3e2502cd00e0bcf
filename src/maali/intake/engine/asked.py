"""What a new round asks at first: the columns of its kind, before a person changes them."""

from maali.intake.models import Round
from maali_engines.sheets.asked import asked_in
from maali_engines.sheets.catalogue import SHEETS

MANDATORY, OPTIONAL = "mandatory", "optional"


def proposed(kind: str) -> dict[str, dict[str, str]]:
    """Sheet → column → "mandatory" or "optional"; a supplementary round starts as the broad one."""
    found = asked_in("detailed" if kind == Round.Kind.DETAILED else "broad")
    return {sheet: dict(columns) for sheet, columns in found.items()}


def cleaned(asked: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Only what the catalogue knows, in its order; the column that names a row is always asked.

    A sheet of which nothing but that column would be asked is not asked at all, unless it alone
    was wanted.
    """
    found: dict[str, dict[str, str]] = {}
    for sheet in SHEETS:
        wanted = {
            column.key: asked[sheet.key][column.key]
            for column in sheet.columns
            if asked.get(sheet.key, {}).get(column.key) in (MANDATORY, OPTIONAL)
        }
        if wanted:
            named = {sheet.named_by: MANDATORY}
            found[sheet.key] = {
                column.key: {**wanted, **named}[column.key]
                for column in sheet.columns
                if column.key in {**wanted, **named}
            }
    return found
