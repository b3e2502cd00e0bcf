"""Three versions of one sheet, whatever people did to it: what holds of every merge."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from maali_engines.sheets.catalogue import BY_KEY
from maali_engines.sheets.merge import Cells, Merge, Returned, merge_cell, merge_sheet
from maali_engines.sheets.plain import Plain, meaning_of, spelt

SYSTEMS = BY_KEY["systems"]
KEYS = ("system_name", "vendor", "user_count", "contract_end", "personal_data", "criticality")
VALUES: dict[str, list[Plain]] = {
    "system_name": ["Effica", "Pegasos", "Lifecare"],
    "vendor": [None, "Tieto", "CGI", "?"],
    "user_count": [None, 40, 45, "~40", "?"],
    "contract_end": [None, "2023-12-31", "2022-06-30", "open_ended", "2023"],
    "personal_data": [None, True, False, "?"],
    "criticality": [None, "1", "2"],
}
COLUMNS = {key: SYSTEMS.column(key) for key in KEYS}
LANGUAGES = st.sampled_from(["fi", "sv", "en"])


@st.composite
def cells(draw: st.DrawFn) -> dict[str, Plain]:
    chosen = {key: draw(st.sampled_from(VALUES[key])) for key in KEYS}
    return {key: value for key, value in chosen.items() if value is not None}


@st.composite
def edited(draw: st.DrawFn, before: Cells) -> dict[str, Plain]:
    """Most cells as they were, some anew."""
    after = dict(before)
    for key in draw(st.lists(st.sampled_from(KEYS[1:]), max_size=3)):
        value = draw(st.sampled_from(VALUES[key]))
        after[key] = value
    return {key: value for key, value in after.items() if value is not None}


def as_texts(row: Cells, language: str) -> dict[str, str]:
    return {key: spelt(value, COLUMNS[key], language) for key, value in row.items()}  # type: ignore[arg-type]


@st.composite
def situations(draw: st.DrawFn) -> tuple[dict[str, Cells], list[Returned], dict[str, Cells]]:
    """What went out, what came back (in any language, in any order), what is known by now."""
    base: dict[str, Cells] = {
        str(pk): draw(cells()) for pk in range(1, draw(st.integers(1, 5)) + 1)
    }
    ours = {pk: draw(edited(row)) for pk, row in base.items()}
    language = draw(LANGUAGES)
    rows = [(pk, as_texts(draw(edited(row)), language)) for pk, row in base.items()]
    rows = [each for each in rows if draw(st.integers(0, 4))]  # one in five is taken away
    rows += [("", as_texts(draw(cells()), language)) for _ in range(draw(st.integers(0, 2)))]
    if rows and draw(st.booleans()):
        pk, texts = draw(st.sampled_from(rows))
        rows.append((pk, {**texts, "system_name": "Kopio"}))
    rows = draw(st.permutations(rows))
    return base, [Returned(at, pk, texts) for at, (pk, texts) in enumerate(rows)], ours


def merged(base: dict[str, Cells], theirs: list[Returned], ours: dict[str, Cells]) -> Merge:
    return merge_sheet(SYSTEMS, base, theirs, ours, present=KEYS, named_by=("system_name",))


def taken_over(merge: Merge, theirs: list[Returned], ours: dict[str, Cells]) -> dict[str, Cells]:
    """What is known after the changed cells of the merge have been told."""
    texts = {row.place: row.texts for row in theirs}
    after = {pk: dict(row) for pk, row in ours.items()}
    for row in merge.rows:
        for key, cell in row.cells.items():
            if cell.mark == "changed" and texts[row.place].get(key):
                after[row.id][key] = texts[row.place][key]
    return after  # type: ignore[return-value]


@given(situations())
@settings(max_examples=200, deadline=None)
def test_an_untouched_cell_never_overwrites(
    situation: tuple[dict[str, Cells], list[Returned], dict[str, Cells]],
) -> None:
    base, theirs, ours = situation
    texts = {row.place: row.texts for row in theirs}
    for row in merged(base, theirs, ours).rows:
        for key, cell in row.cells.items():
            same = texts[row.place].get(key, "") == spelt(base[row.id].get(key), COLUMNS[key], "fi")
            if same:
                assert cell.mark == "untouched"
            if cell.mark == "changed" and meaning_of(cell.ours, COLUMNS[key]).known:
                was = meaning_of(cell.base, COLUMNS[key])
                now = meaning_of(texts[row.place].get(key, ""), COLUMNS[key])
                held = meaning_of(cell.ours, COLUMNS[key])
                assert held in (was, now) or not now.known


@given(situations())
@settings(max_examples=200, deadline=None)
def test_merging_twice_changes_nothing(
    situation: tuple[dict[str, Cells], list[Returned], dict[str, Cells]],
) -> None:
    base, theirs, ours = situation
    after = taken_over(merged(base, theirs, ours), theirs, ours)
    assert taken_over(merged(base, theirs, after), theirs, after) == after


@given(situations(), st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_order_of_the_rows_does_not_matter(
    situation: tuple[dict[str, Cells], list[Returned], dict[str, Cells]], chance: object
) -> None:
    base, theirs, ours = situation
    other = list(theirs)
    chance.shuffle(other)  # type: ignore[attr-defined]
    other = [replace(row, place=place) for place, row in enumerate(other)]
    first, second = merged(base, theirs, ours), merged(base, other, ours)
    assert set(first.vanished) == set(second.vanished)

    def content(merge: Merge, rows: list[Returned]) -> list[str]:
        texts = {row.place: sorted(row.texts.items()) for row in rows}
        return sorted(repr((texts[r.place], r.id, sorted(r.cells.items()))) for r in merge.rows)

    assert content(first, theirs) == content(second, other)


@given(situations())
@settings(max_examples=200, deadline=None)
def test_nothing_vanishes_without_a_question(
    situation: tuple[dict[str, Cells], list[Returned], dict[str, Cells]],
) -> None:
    base, theirs, ours = situation
    merge = merged(base, theirs, ours)
    assert {row.id for row in merge.rows if row.id} | set(merge.vanished) == set(base)
    assert len(merge.rows) == len(theirs)
    texts = {row.place: row.texts for row in theirs}
    for row in merge.rows:
        for key in base.get(row.id, {}):
            column, held = COLUMNS[key], ours[row.id].get(key)
            gone = not meaning_of(texts[row.place].get(key, ""), column).known
            if gone and meaning_of(base[row.id][key], column).known and not row.copy_of:
                still = meaning_of(held, column).known
                assert row.cells[key].mark == ("emptied" if still else "untouched")


def test_the_same_in_other_words_is_no_change() -> None:
    same: list[tuple[str, Plain, str]] = [
        ("contract_end", "2022-05-12", "12.5.2022"),
        ("contract_end", "open_ended", "tills vidare"),
        ("user_count", "~40", "n. 40"),
        ("user_count", 40, "40,0"),
        ("personal_data", True, "yes"),
        ("criticality", "1", "1 kritisk"),
        ("yearly_cost", "1200.00", "1 200 €"),
        ("integrations", ["Kanta", "VTJ"], "VTJ\nKanta"),
        ("integrations", ["Palvelu, jossa pilkku"], "Palvelu, jossa pilkku;"),
        ("system_name", "Effica  YTJ", "Effica YTJ"),
        ("vendor", "?", "okänt"),
        ("vendor", "?", ""),
        ("vendor", None, ""),
    ]
    for key, base, text in same:
        assert merge_cell(SYSTEMS.column(key), base, text, "x") == "untouched", (key, text)


def test_what_changed_is_told_and_what_contradicts_waits() -> None:
    users = SYSTEMS.column("user_count")
    assert merge_cell(users, 40, "45", 40) == "changed"
    assert merge_cell(users, 40, "45", 45) == "changed"
    assert merge_cell(users, 40, "45", 50) == "contradicts"
    assert merge_cell(users, None, "45", 50) == "contradicts"
    assert merge_cell(users, 40, "45", None) == "changed"
    assert merge_cell(users, 40, "", 40) == "emptied"
    assert merge_cell(users, 40, "ei tiedossa", 40) == "emptied"
    assert merge_cell(users, None, "ei tiedossa", None) == "changed"
    assert merge_cell(users, "~40", "40", "~40") == "changed"
