"""The files that organisations send: answers, repeats with other numbers, a wrong file."""

import datetime
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from example.book import Book, Sheet
from example.draws import Draws, pick
from example.errors import forced_codes, full_templates, make_mistakes
from example.frame import Organisation
from example.knowledge import Entry, knowledge, rate
from example.layouts import lay_out
from example.lists import integration_sheet, site_sheet
from example.mistakes import Context
from example.rows import Cell, Row, make_row
from example.style import REQUIRED, Language, Style, make_style
from example.tables import table
from example.truth import Truth
from example.values import Raw

KICK_OFF = datetime.date(2021, 11, 11)
# Sourced in the quota table: answered by e-mail text only, and answered twice.
BY_EMAIL, TWICE = ("KS-P26", "LAP-P23"), ("KS-P25", "LAP-P25")
OWNER_WITH_VENDOR = 2
WITH_INTEGRATIONS = ("L1", "L4", "L8")
MARKS: tuple[tuple[str, float], ...] = (("x", 5), ("X", 2), ("(x)", 1))


def answering(truth: Truth) -> list[Organisation]:
    return [each for each in truth.frame.organisations if each.systems]


def make_answers(truth: Truth, draws: Draws, language: Language) -> Iterator[Book]:
    """The books of the region in order of organisation, the wrong file last."""
    forced = forced_codes(truth, draws)
    odd = odd_answers(truth, draws)
    repeats = repeating(truth, draws)
    for organisation in answering(truth):
        style = make_style(organisation, draws, language, odd.get(organisation.code, frozenset()))
        rows = make_rows(truth, style, draws)
        context = Context(truth, style, draws.source("errors", organisation.code))
        make_mistakes(rows, context, forced.get(organisation.code, []))
        sent = working_day(KICK_OFF + datetime.timedelta(days=organisation.delay_days))
        yield from books(truth, style, rows, sent, "answer", draws)
        if organisation.code in repeats:
            later = working_day(sent + datetime.timedelta(days=21))
            changed = with_other_numbers(rows, draws.source("again", organisation.code))
            yield from books(truth, style, changed, later, "repeat", draws)
    yield wrong_file(truth, draws, language)


def odd_answers(truth: Truth, draws: Draws) -> dict[str, frozenset[str]]:
    """Who answers with a table as text (E05), with two meanings in one column (E11), or with
    vendors merged downwards (E35)."""
    odd = {each.code: frozenset({"E05"}) for each in answering(truth) if each.base_code in BY_EMAIL}
    rng = draws.source("owner-with-vendor")
    able = [each for each in answering(truth) if each.layout in ("L3", "L8", "L7")]
    drawn = [each for each in able if rng.random() < rate("E11", each.quality)] or able[:1]
    odd |= {each.code: frozenset({"E11"}) for each in drawn[:OWNER_WITH_VENDOR]}
    merging = draws.source("merged-vendor").choice(full_templates(truth))
    return odd | {merging: odd.get(merging, frozenset()) | {"E35"}}


def repeating(truth: Truth, draws: Draws) -> set[str]:
    """Who answers twice (E07): the one that is known to, and by a draw one more."""
    able = answering(truth)
    known = {each.code for each in able if each.base_code in TWICE}
    rng = draws.source("twice")
    if not known or rng.random() < 0.5:
        known.add(rng.choice([each.code for each in able if each.quality >= 3 or len(able) < 5]))
    return known


def make_rows(truth: Truth, style: Style, draws: Draws) -> list[Row]:
    """The rows before any mistake, in the order of the sheet."""
    organisation = style.organisation
    entries = knowledge(truth, organisation, draws)
    if style.merges_vendor:
        entries.sort(key=lambda entry: str(entry.facts.get("vendor", "")))
    if draws.source("subtotal", organisation.code).random() < 0.4 and not style.one_column:
        entries.append(Entry("subtotal", f"YHTEENSÄ {len(entries)} kpl"))
    rng = draws.source("values", organisation.code)
    rows = [make_row(entry, style, rng) for entry in entries]
    if style.layout == "L5":
        add_marks(truth, rows, draws.source("marks", organisation.code))
    return rows


def add_marks(truth: Truth, rows: list[Row], rng: Random) -> None:
    """In a matrix: a mark at each site that uses the system, or the number of its users."""
    users = {(group.instance_id, group.site_id): group.users for group in truth.groups}
    for row in rows:
        for site_id in row.entry.instance.site_ids if row.entry.instance else ():
            count = users.get((row.target, site_id), 0)
            mark: Raw = count if count and rng.random() < 0.2 else pick(rng, MARKS)
            row.marks[truth.site[site_id].name] = Cell(mark, str(count or "x"), "E04")


def with_other_numbers(rows: list[Row], rng: Random) -> list[Row]:
    """The same rows a few weeks later: about a third of the user counts have changed (E07)."""
    changed = [replace(row, cells={n: replace(c) for n, c in row.cells.items()}) for row in rows]
    counts = [row.cells["user_count"] for row in changed if "user_count" in row.cells]
    right = [cell for cell in counts if isinstance(cell.raw, int) and not cell.error]
    for cell in rng.sample(right, math.ceil(len(right) * 0.35)):
        cell.raw, cell.error = (
            int(str(cell.raw)) + rng.randint(1, 1 + int(str(cell.raw)) // 3),
            "E07",
        )
    return changed


def books(
    truth: Truth, style: Style, rows: list[Row], sent: datetime.date, kind: str, draws: Draws
) -> Iterator[Book]:
    """One book, or for a CSV two: the systems, and the sites beside them."""
    organisation = style.organisation
    rng = draws.source("lists", organisation.code)
    sheets = lay_out(style, rows)
    sites = site_sheet(truth, style, rng)
    links = integration_sheet(truth, style, rng) if style.layout in WITH_INTEGRATIONS else None
    person = style.one_column or style.owner_with_vendor
    if not style.is_csv:
        sheets += [sheet for sheet in (sites, links) if sheet]
    yield book(style, sheets, sent, kind, "", needs_person=person)
    if style.is_csv and sites and kind == "answer":
        yield book(style, [sites], sent, "sites", "toimipisteet")


def book(
    style: Style,
    sheets: list[Sheet],
    sent: datetime.date,
    kind: str,
    what: str,
    *,
    needs_person: bool = False,
) -> Book:
    organisation = style.organisation
    parts = [organisation.code, plain_name(organisation.name), what, sent.isoformat()]
    suffix = ".csv" if style.is_csv else ".xlsx"
    layout = "text" if style.one_column else style.layout
    layout = "" if kind == "wrong_file" else layout
    codes = workbook_errors(style) if kind in ("answer", "repeat") else []
    codes += {"repeat": ["E07"], "wrong_file": ["E40"]}.get(kind, [])
    return Book(
        name="_".join(filter(None, parts)) + suffix,
        provider_id=organisation.code,
        sent=sent,
        language=style.language,
        layout=layout,
        kind=kind,
        needs_person=needs_person,
        sheets=sheets,
        errors=codes,
    )


def workbook_errors(style: Style) -> list[str]:
    """The errors of the whole file: its layout, and columns that lack or that nobody asked for."""
    wrong = {
        "E01": style.text_above or style.layout == "L7",
        "E03": style.layout == "L4",
        "E05": style.one_column,
        "E06": style.is_csv,
        "E09": not style.one_column and not style.fields.issuperset(REQUIRED),
        "E10": "" in style.fields,
    }
    return [code for code, happens in wrong.items() if happens]


def plain_name(name: str) -> str:
    """A name for files: small letters a–z and digits, at most 24 characters."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in ascii_name).split())[:24].strip("-")


def wrong_file(truth: Truth, draws: Draws, language: Language) -> Book:
    """The wrong file (E40): a budget, or last year's empty form."""
    rng = draws.source("wrong-file")
    organisation = rng.choice([each for each in answering(truth) if each.layout != "L7"])
    sent = working_day(KICK_OFF + datetime.timedelta(days=organisation.delay_days + 2))
    style = make_style(organisation, draws, language, frozenset())
    budget = rng.random() < 0.5
    sheet = Sheet("Talousarvio" if budget else "Ohje")
    lines: list[list[Raw]] = [["kartoitus_pohja"], ["Tämä on viime vuoden pohja. Älä täytä."]]
    if budget:
        lines = [["Tili", "Selite", "TA 2022"]]
        lines += [[4300 + n, f"Palvelujen ostot {n}", 1000 * n] for n in range(1, 9)]
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.cells[row, column] = Cell(text)
    what = "talousarvio" if budget else "kartoitus-pohja"
    return book(style, [sheet], sent, "wrong_file", what, needs_person=True)


def working_day(day: datetime.date) -> datetime.date:
    """The day itself, or the next that is neither a weekend nor a holiday."""
    holidays = {row["date"] for row in table("holidays")}
    while day.weekday() >= 5 or day.isoformat() in holidays:
        day += datetime.timedelta(days=1)
    return day
