"""How one organisation writes: its columns and titles, and its habits with dates and marks."""

from dataclasses import dataclass
from random import Random
from typing import Literal

from example.draws import Draws, pick
from example.frame import Organisation
from example.knowledge import rate
from example.tables import Row, table

Language = Literal["fi", "sv", "en"]

REQUIRED = ("owner_role", "user_count", "contract_end", "personal_data", "criticality")
SHORT = ("vendor", "user_count", "contract_end", "yearly_cost", "owner_role", "notes")
MATRIX = ("vendor", "contract_end", "notes")
YES_NO = {
    "fi": (("kyllä", "ei"), ("K", "E"), ("x", "-"), ("Kyllä", "Ei"), ("on", "ei"), ("1", "0")),
    "sv": (("ja", "nej"), ("J", "N"), ("x", "-")),
    "en": (("yes", "no"), ("Y", "N"), ("x", "-")),
}
CRITICALITY = {
    "fi": (("1", "2", "3", "4"), ("kriittinen", "tärkeä", "normaali", "matala"),
           ("1 - kriittinen", "2 - tärkeä", "3 - normaali", "4 - matala"), ("A", "B", "C", "D")),
    "sv": (("1", "2", "3", "4"), ("kritisk", "viktig", "normal", "låg")),
    "en": (("1", "2", "3", "4"), ("critical", "important", "normal", "low")),
}  # fmt: skip
# Under one merged title "Contract" in a header of two rows.
GROUPED = ("contract_ref", "contract_start", "contract_end", "notice_period", "yearly_cost")
DATE_HABITS = (("cell", 5), ("d.m.yyyy", 5), ("d.m.yy", 1))


@dataclass(frozen=True)
class Column:
    """A column as written. `field` is empty for one of the organisation's own."""

    field: str
    title: str
    variant: bool = False


@dataclass(frozen=True)
class Style:
    """The habits of one organisation, fixed for all its rows."""

    organisation: Organisation
    language: Language
    layout: str
    columns: tuple[Column, ...]
    date_habit: str
    yes_no: tuple[str, str]
    criticality: tuple[str, ...]
    owner_with_vendor: bool = False
    merges_vendor: bool = False
    one_column: bool = False
    text_above: bool = False
    filtered: bool = False

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns)

    @property
    def is_csv(self) -> bool:
        return self.layout == "L7"

    @property
    def is_plain(self) -> bool:
        """Whether the file is bare text: no comments, colours, formulas or hidden rows."""
        return self.is_csv or self.one_column


def make_style(
    organisation: Organisation, draws: Draws, language: Language, odd: frozenset[str]
) -> Style:
    """The style of an organisation; `odd` names errors (E05, E11, E35) that it is to make."""
    rng = draws.source("style", organisation.code)
    layout = organisation.layout
    above = layout == "L3" or (layout in ("L2", "L8") and rng.random() < rate("E01", 3))
    drawn = rng.random() < 3 * rate("E35", organisation.quality)
    yes_no = rng.choice(YES_NO[language])
    criticality = rng.choice(CRITICALITY[language])
    habit = pick(rng, DATE_HABITS)
    return Style(
        organisation=organisation,
        language=language,
        layout=layout,
        columns=tuple(make_columns(organisation, language, rng, with_vendor="E11" in odd)),
        date_habit="d.m.yyyy" if layout == "L7" and habit == "cell" else habit,
        yes_no=yes_no,
        criticality=criticality,
        owner_with_vendor="E11" in odd,
        merges_vendor=layout != "L7" and (drawn or "E35" in odd),
        one_column="E05" in odd,
        text_above=above,
        filtered=layout == "L8",
    )


def make_columns(
    organisation: Organisation, language: Language, rng: Random, *, with_vendor: bool
) -> list[Column]:
    titles = title_choices("systems", language)
    fields = list(titles)
    if organisation.layout != "L1":
        fields = asked(organisation, fields, rng)
    if with_vendor:
        fields = [each for each in fields if each != "vendor"]
        if "owner_role" not in fields:
            fields.insert(2, "owner_role")
    columns = [titled(each, titles[each], organisation.quality, rng) for each in fields]
    if with_vendor:
        both = {"fi": "Omistaja/toimittaja", "sv": "Ägare/leverantör", "en": "Owner/supplier"}[
            language
        ]
        columns = [
            Column("vendor|owner_role", both, True) if column.field == "owner_role" else column
            for column in columns
        ]
    return columns + own_columns(organisation, rng)


def asked(organisation: Organisation, fields: list[str], rng: Random) -> list[str]:
    """The fields in a layout of one's own: some left out (E09), neighbours swapped."""
    if organisation.layout in ("L5", "L6"):
        few = SHORT if organisation.layout == "L6" else MATRIX
        return ["system_name", *few[: 3 + rng.randint(0, len(few) - 3)]]
    lost = rate("E09", organisation.quality)
    kept = [
        each
        for each in fields
        if each in ("system_name", "notes")
        or rng.random() >= (lost * 0.5 if each in REQUIRED else lost)
    ]
    for _ in range(len(kept) // 2):
        at = rng.randrange(1, len(kept) - 1)
        kept[at], kept[at + 1] = kept[at + 1], kept[at]
    return together(kept) if organisation.layout == "L2" else kept


def together(fields: list[str]) -> list[str]:
    """The fields with those under one merged title next to each other."""
    at = next((at for at, each in enumerate(fields) if each in GROUPED), len(fields))
    before, after = fields[:at], fields[at:]
    return (
        before
        + [each for each in after if each in GROUPED]
        + [each for each in after if each not in GROUPED]
    )


def titled(name: str, choices: list[Row], quality: int, rng: Random) -> Column:
    canonical = next(row["variant"] for row in choices if row["canonical"] == "yes")
    others = [row["variant"] for row in choices if row["canonical"] != "yes"]
    drawn, other = rng.random(), rng.choice(others or [canonical])
    title = canonical if drawn < (6 - quality) / 6 else other
    return Column(name, title, title != canonical)


def title_choices(sheet: str, language: str) -> dict[str, list[Row]]:
    """The titles of a sheet's fields in a language, in the order of the official template."""
    choices: dict[str, list[Row]] = {}
    for row in table("titles"):
        if row["sheet"] == sheet and row["language"] == language:
            choices.setdefault(row["field"], []).append(row)
    return choices


def own_columns(organisation: Organisation, rng: Random) -> list[Column]:
    """Up to three columns that nobody asked for (E10)."""
    if organisation.layout in ("L1", "L5"):
        return []
    titles = [row["text"] for row in table("phrases") if row["kind"] == "own_column"]
    count = sum(rng.random() < rate("E10", organisation.quality) for _ in range(3))
    return [Column("", title) for title in rng.sample(titles, count)]
