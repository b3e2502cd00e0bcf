"""Which mistakes are made in which rows: by rate and quality, at most two in a row."""

from example.draws import Draws
from example.knowledge import rate
from example.mistakes import MISTAKES, Context
from example.rows import Cell, Row
from example.truth import Truth

ROW_CODES = {
    "duplicate": "E12", "shared": "E13", "not_a_system": "E14", "stays": "E15", "gone": "E16",
    "subtotal": "E17",
}  # fmt: skip
# These need data that a region may lack: a number with leading zeros, a site that had another name.
IF_POSSIBLE = ("E29", "E30")
AT_MOST = 2


def full_templates(truth: Truth) -> list[str]:
    """Who fills the official template with many systems: every mistake has a place there."""
    return [
        each.code for each in truth.frame.organisations if each.layout == "L1" and each.systems > 40
    ]


def forced_codes(truth: Truth, draws: Draws) -> dict[str, list[str]]:
    """Who makes which mistake for certain, so that each occurs in every region."""
    full = full_templates(truth)
    zeros = {each.provider_id for each in truth.contracts if each.reference.startswith("0")}
    renamed = {each.provider_id for each in truth.sites if each.aliases or each.old_address}
    able = {"E29": zeros, "E30": renamed}
    rng = draws.source("forced")
    forced: dict[str, list[str]] = {}
    for code in MISTAKES:
        choices = [each for each in full if each in able.get(code, full)]
        if choices:
            forced.setdefault(rng.choice(choices), []).append(code)
    return forced


def make_mistakes(rows: list[Row], context: Context, forced: list[str]) -> None:
    """Spoil the rows in place; then the forced mistakes that no row has yet."""
    for row in rows:
        row_code = ROW_CODES.get(row.entry.kind)
        if row_code:
            row.errors.append(row_code)
        if row.entry.kind == "duplicate":
            write_again(row, context)
        if row.entry.kind == "gone":
            strike(row, context)
        if row.entry.instance:
            free_text(row, context)
            spoil(row, context)
    made = {code for row in rows for code in row.errors}
    for code in sorted(set(forced) - made):
        force(rows, code, context)


def write_again(row: Row, context: Context) -> None:
    """The second time the same system is often written in another case (E12)."""
    if context.rng.random() < 0.5:
        row.cells["system_name"].raw = row.entry.name.upper()
        row.cells["system_name"].error = "E12"


def strike(row: Row, context: Context) -> None:
    if context.rng.random() < 0.5:
        MISTAKES["E34"](row, context)


def free_text(row: Row, context: Context) -> None:
    """A remark in the notes of some rows: no error, but no fact either."""
    drawn, text = context.rng.random(), context.phrase("free_text")
    if "notes" in context.style.fields and drawn < 0.15:
        row.cells["notes"] = Cell(text, text)


def spoil(row: Row, context: Context) -> None:
    quality = context.style.organisation.quality
    drawn = [code for code in MISTAKES if context.rng.random() < rate(code, quality)]
    context.rng.shuffle(drawn)
    made = 0
    for code in drawn:
        if made < AT_MOST and MISTAKES[code](row, context):
            made += 1


def force(rows: list[Row], code: str, context: Context) -> None:
    """Make the mistake in the first row that offers a place, the least spoilt first."""
    candidates = [row for row in rows if row.entry.kind in ("own", "duplicate")]
    for row in sorted(candidates, key=lambda row: len(row.errors)):
        if MISTAKES[code](row, context):
            return
    if code not in IF_POSSIBLE:
        raise ValueError(f"no row of {context.style.organisation.code} offers a place for {code}")
