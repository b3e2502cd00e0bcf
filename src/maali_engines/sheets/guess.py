"""What a workbook is: which sheets are ours, where their titles stand, and what each column means.

Nothing here is certain: every guess carries a confidence and the code of its reason, and a person
may correct it. What was said of a sender's files once is passed in as `remembered`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from maali_engines.sheets.catalogue import SHEETS
from maali_engines.sheets.columns import Sheet
from maali_engines.sheets.data import (
    ColumnGuess,
    Correction,
    Guess,
    Layout,
    Memory,
    RawSheet,
    Reason,
    SheetGuess,
    Workbook,
)
from maali_engines.sheets.headers import (
    Header,
    Match,
    Remembered,
    best_match,
    candidates,
    header_at,
    named_like,
    profiles,
)
from maali_engines.sheets.letters import letter_of
from maali_engines.sheets.lines import lines_of, of_lines
from maali_engines.sheets.profile import Profile
from maali_engines.sheets.remembered import look_of, recall, together
from maali_engines.sheets.titles import language_of, likeness, remembered_as, signature
from maali_engines.sheets.values import as_text
from maali_engines.sheets.write import ABOUT_SHEET

__all__ = ["guess", "signature"]

FEW = 5
LEAST_MARKED = 3  # columns of marks that make a matrix
UNSURE = 0.7
SAID = {"corrected", "remembered"}
MARKED = 0.9  # confidence of a column of crosses


def guess(
    workbook: Workbook,
    sheets: Sequence[Sheet] = SHEETS,
    *,
    remembered: Memory | None = None,
    corrections: Mapping[str, Correction] | None = None,
) -> Guess:
    """What each sheet of the workbook is.

    `remembered` is what people said of this sender's earlier files, `corrections` what they said
    of this very file, by sheet name.
    """
    memory = remembered or Memory()
    guesses = tuple(
        guess_sheet(raw, sheets, memory, (corrections or {}).get(raw.name, Correction()))
        for raw in workbook.sheets
    )
    return Guess(guesses, tuple(why_person(workbook, guesses)))


def guess_sheet(
    raw: RawSheet, sheets: Sequence[Sheet], memory: Memory, said: Correction
) -> SheetGuess:
    if not raw.rows:
        return not_ours(raw, "empty")
    if raw.name == ABOUT_SHEET and raw.hidden:
        return not_ours(raw, "instructions")  # what our own workbook keeps of itself
    recalled = recall(raw, memory.sheets)
    correction = together(said, recalled)
    reason = "corrected" if said != Correction() and said.target is not None else "remembered"
    if correction.target == "":
        return not_ours(raw, reason)
    asked = [sheet for sheet in sheets if correction.target in {None, sheet.key}]
    lines = [] if correction.header_rows or correction.columns else lines_of(raw, correction.layout)
    if lines:
        return of_lines(raw, lines, correction, reason)
    found = find(raw, asked, memory.columns, correction)
    if found is None:
        return not_ours(raw, why_not_ours(raw))
    marked = marked_columns(found, profiles(raw, found.header), correction, memory.columns)
    if correction.target is None and not is_enough(raw, found, marked):
        return not_ours(raw, why_not_ours(raw))
    known = reason if correction.target or correction.header_rows else "titles"
    return of_match(raw, found, marked, memory.columns, correction, known)


def find(
    raw: RawSheet, asked: Sequence[Sheet], remembered: Remembered, correction: Correction
) -> Match | None:
    """The best match; where a person says what the sheet is, even one without a known title."""
    rows = correction.header_rows
    headers = [header_at(raw, rows)] if rows else None
    found = best_match(raw, asked, remembered, headers)
    if found is not None or correction.target is None or not asked:
        return found
    header = headers[0] if headers else max(candidates(raw), key=titled, default=None)
    return Match(asked[0], header or header_at(raw, (1,)), {}, 0.0)


def titled(header: Header) -> int:
    return sum(map(bool, header.titles))


def is_enough(raw: RawSheet, found: Match, marked: Sequence[int]) -> bool:
    """One word that resembles a title proves nothing; two, or one with the sheet's name, do."""
    if not found.names_rows:
        return False
    if len(found.keys) >= 2 or len(marked) >= LEAST_MARKED:
        return True
    alone = sum(1 for title in found.header.titles if title) == 1
    return alone and named_like(raw.name, found.sheet) > 0


def marked_columns(
    found: Match, seen: Sequence[Profile], correction: Correction, remembered: Remembered
) -> list[int]:
    """Columns with a title of the sender's own, filled with crosses or small numbers: sites.

    Without a cross in any of them they are numbers of the sender's own, and columns in which each
    number is another one count the rows. A person's word on a column or the layout goes before.
    """
    if correction.layout not in {None, "matrix"}:
        return []
    told = [
        letter_of(place) in correction.columns or (found.sheet.key, memory) in remembered
        for place, memory in enumerate(remembered_as(found.header.titles))
    ]
    marked = [
        place
        for place, title in enumerate(found.header.titles)
        if title
        and not told[place]
        and seen[place].mark >= 0.9
        and not (seen[place].filled > FEW and seen[place].distinct == 1 and not seen[place].cross)
        and (place not in found.keys or found.keys[place][1] < 0.8)
    ]
    sure = correction.layout == "matrix" or any(seen[place].cross for place in marked)
    return marked if sure else []


def of_match(
    raw: RawSheet,
    found: Match,
    marked: Sequence[int],
    remembered: Remembered,
    correction: Correction,
    reason: str,
) -> SheetGuess:
    enough = len(marked) >= (1 if correction.layout == "matrix" else LEAST_MARKED)
    is_matrix = found.sheet.key == "systems" and enough
    keys = dict(found.keys)
    if is_matrix:
        keys |= dict.fromkeys(marked, ("site", MARKED))
    memories = remembered_as(found.header.titles)
    columns = tuple(
        replace(
            column_guess(
                place, found, keys.get(place), remembered.get((found.sheet.key, memory)), correction
            ),
            memory=memory,
        )
        for place, memory in enumerate(memories)
        if found.header.titles[place] or place in keys or filled(raw, found, place)
    )
    columns = without_twins(columns, correction)
    named = next((each for each in columns if each.key == found.sheet.named_by), None)
    return SheetGuess(
        raw.name,
        found.sheet.key,
        reason,
        round(named.confidence, 3) if named else 0.3,
        "matrix" if is_matrix else "table",
        language_of(found.header.titles, found.sheet),
        found.header.rows,
        found.header.first_row,
        columns,
        tuple(map(letter_of, marked)) if is_matrix else (),
        look_of(raw, found.header),
    )


def filled(raw: RawSheet, found: Match, place: int) -> bool:
    return any(
        place < len(row) and row[place] is not None
        for row in raw.rows[found.header.first_row - 1 :]
    )


def column_guess(
    place: int,
    found: Match,
    key: tuple[str, float] | None,
    known: str | None,
    correction: Correction,
) -> ColumnGuess:
    """What the column means: a person's word on it goes before what is remembered, then titles."""
    where, title = letter_of(place), found.header.titles[place]
    if where in correction.columns:
        return ColumnGuess(where, title, correction.columns[where], 1.0, "corrected")
    if known is not None and (known == "" or (key and key[0] == known)):
        return ColumnGuess(where, title, known, 0.99 if known else 0.0, "remembered")
    if key is None:
        return ColumnGuess(where, title, "", 0.0, "own")
    if key == ("site", MARKED):
        return ColumnGuess(where, title, "site", MARKED, "matrix")
    alike = max(likeness(each, found.sheet, key[0]) for each in found.header.readings(place))
    reason = "same_title" if alike == 1.0 else "like_title" if alike else "values"
    return ColumnGuess(where, title, key[0], round(key[1], 3), reason)


def without_twins(
    columns: tuple[ColumnGuess, ...], correction: Correction
) -> tuple[ColumnGuess, ...]:
    """A key that a person gave to one column is taken from the one that was guessed to have it."""
    given = {key for key in correction.columns.values() if key}
    return tuple(
        replace(each, key="", confidence=0.0, reason="own")
        if each.key in given and each.reason != "corrected"
        else each
        for each in columns
    )


def not_ours(raw: RawSheet, reason: str) -> SheetGuess:
    layout: Layout = "empty" if reason == "empty" else "table"
    return SheetGuess(raw.name, "", reason, 0.0, layout, "fi", look=look_of(raw, None))


def why_not_ours(raw: RawSheet) -> str:
    """empty, instructions, cover or not_ours, by how the sheet is filled."""
    rows = [[as_text(value) for value in row if value is not None] for row in raw.rows]
    rows = [row for row in rows if row]
    if not rows:
        return "empty"
    alone = [row[0] for row in rows if len(set(row)) == 1]
    if len(alone) >= 0.8 * len(rows):
        return "instructions" if sum(map(len, alone)) > 60 * len(alone) else "cover"
    return "cover" if len(rows) <= 15 and max(map(len, rows)) <= 3 else "not_ours"


def why_person(workbook: Workbook, guesses: Sequence[SheetGuess]) -> list[Reason]:
    """Why the file should not go on without a person; empty when it may."""
    reasons = [
        Reason("text_in_one_column", {"sheet": each.name})
        for each in guesses
        if each.layout == "one_column" and each.reason not in SAID
    ]
    ours = [each for each in guesses if each.target]
    if not ours and not reasons:
        reasons.append(Reason("nothing_recognised"))
    raws = {raw.name: raw for raw in workbook.sheets}
    if ours and not reasons and not any(has_rows(raws[each.name], each) for each in ours):
        reasons.append(Reason("no_rows"))
    reasons += [
        Reason("unsure_of_names", {"sheet": each.name, "confidence": each.confidence})
        for each in ours
        if each.confidence < UNSURE and each.layout != "one_column" and each.reason not in SAID
    ]
    return reasons


def has_rows(raw: RawSheet, found: SheetGuess) -> bool:
    return len(raw.rows) >= found.first_row
