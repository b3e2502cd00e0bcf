"""The mistakes of one cell or row (data/errors.csv, E18–E39): each writes over what is right.

Each takes the row and its context and tells whether the row offered a place for it. What is true
of the cell stays in `Cell.true`.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from example.draws import pick
from example.identity import fictitious_code
from example.rows import Cell, Row
from example.style import Style
from example.systems import Instance
from example.tables import table
from example.truth import Truth
from example.values import date_text

EXCEL_EPOCH = datetime.date(1899, 12, 30)
OPEN_FORMS = ("toistaiseksi voimassa oleva", "jatkuva", "tv")
IMPOSSIBLE = ("31.2.2022", "31.12.2202", "30.2.2023", "31.11.2022")
FORMULA_TEXTS = ('=HYPERLINK("http://esimerkki.invalid";"lisätiedot")', "-1+1", "=1+1", "@sopimus")
BROKEN = ("=#REF!", "='[kartoitus_v2.xlsx]Taul1'!B2")
BLANKS = ("{}\u00a0", "{}  ", " {}", "{} ")


@dataclass
class Context:
    """What a mistake may draw on. `habits` keeps the name that the writer uses for a product."""

    truth: Truth
    style: Style
    rng: Random
    habits: dict[str, str] = field(default_factory=dict)

    def phrase(self, kind: str) -> str:
        return self.rng.choice([row["text"] for row in table("phrases") if row["kind"] == kind])


Mistake = Callable[[Row, Context], bool]


def missing_word(row: Row, context: Context) -> bool:
    fields = [c.field for c in context.style.columns if c.field and c.field not in row.cells]
    fields = [each for each in fields if each not in ("notes", "site") and "|" not in each]
    if not fields:
        return False
    row.cells[context.rng.choice(fields)] = Cell(context.phrase("missing"), "", "E18")
    row.errors.append("E18")
    return True


def name_variant(row: Row, context: Context) -> bool:
    return other_name(row, context, "E19", lambda kind: kind not in ("canonical", "misspelling"))


def misspelling(row: Row, context: Context) -> bool:
    if other_name(row, context, "E20", lambda kind: kind == "misspelling"):
        return True
    instance = row.entry.instance
    if instance is None or len(instance.product["product"]) < 6:
        return False
    base, at = instance.product["product"], context.rng.randrange(1, 4)
    wrong = base[:at] + base[at + 1] + base[at] + base[at + 2 :]
    return wrong != base and row.spoil("system_name", "E20", with_place(wrong, instance))


def other_name(row: Row, context: Context, code: str, fits: Callable[[str], bool]) -> bool:
    """Another name of the product; the same writer mostly uses the same one again."""
    instance = row.entry.instance
    if instance is None:
        return False
    choices = [
        (each["variant"], float(each["weight"]))
        for each in table("name_variants")
        if each["product_id"] == instance.product_id and fits(each["kind"])
    ]
    if not choices:
        return False
    drawn = pick(context.rng, choices)
    habit = context.habits.setdefault(f"{code}:{instance.product_id}", drawn)
    name = habit if context.rng.random() < 0.8 else drawn
    return row.spoil("system_name", code, with_place(name, instance))


def with_place(name: str, instance: Instance) -> str:
    return f"{name} ({instance.qualifier})" if instance.qualifier else name


def two_systems(row: Row, context: Context) -> bool:
    own = context.truth.owned(context.style.organisation.code)
    others = [each.product["product"] for each in own if each is not row.entry.instance]
    return bool(others) and row.spoil(
        "system_name", "E21", f"{row.entry.name} / {context.rng.choice(others)}"
    )


def number_with_text(row: Row, context: Context) -> bool:
    count = row.entry.facts.get("user_count")
    if not isinstance(count, int):
        return False
    forms = [f"n. {count}", f"~{count}", f"noin {count}", f"{count} kpl", f"{count} + sijaiset"]
    if count >= 10:
        forms.append(f"{count - count // 10}-{count + count // 10}")
    if count >= 1000:
        forms.append(f"{count // 1000} {count % 1000:03d}")
    if count >= 0.95 * context.style.organisation.users:
        forms += ["kaikki", "koko henkilöstö"]
    return row.spoil("user_count", "E22", context.rng.choice(forms))


def wrong_number(row: Row, context: Context) -> bool:
    if not isinstance(row.entry.facts.get("user_count"), int):
        return False
    wrong = context.style.organisation.users * context.rng.randint(6, 9) + 1000
    return row.spoil("user_count", "E23", wrong)


def date_form(row: Row, context: Context) -> bool:
    """The end of the contract in another form than the writer's usual one."""
    facts = row.entry.facts
    if "contract_end" not in facts:
        return False
    end = facts["contract_end"]
    if not isinstance(end, datetime.date):
        return row.spoil("contract_end", "E24", context.rng.choice(OPEN_FORMS))
    forms = [
        str(date_text(end, "d.m.yy")),
        f"{end.day}/{end.month}/{end.year}" if end.day > 12 else f"{end.month}/{end.year}",
        f"{end.month}/{end.year}",
    ]
    start = facts.get("contract_start")
    if isinstance(start, datetime.date):
        forms.append(f"{date_text(start, 'd.m.yyyy')}-{date_text(end, 'd.m.yyyy')}")
    if end.month == 12:
        forms += [str(end.year), f"loppuvuosi {end.year}", f"Q4/{end.year}"]
    return row.spoil("contract_end", "E24", context.rng.choice(forms))


def impossible_date(row: Row, context: Context) -> bool:
    return "contract_end" in row.entry.facts and row.spoil(
        "contract_end", "E25", context.rng.choice(IMPOSSIBLE)
    )


def serial_or_us_date(row: Row, context: Context) -> bool:
    end = row.entry.facts.get("contract_end")
    if not isinstance(end, datetime.date) or end.day <= 12:
        return False
    serial = (end - EXCEL_EPOCH).days
    american = f"{end.month}/{end.day}/{end.year}"
    return row.spoil("contract_end", "E26", context.rng.choice((serial, american)))


def end_before_start(row: Row, context: Context) -> bool:
    start = row.entry.facts.get("contract_start")
    cell = row.cells.get("contract_start")
    if not isinstance(start, datetime.date) or cell is None or cell.error:
        return False
    earlier = datetime.date(start.year - context.rng.randint(1, 3), 12, 31)
    habit = context.style.date_habit
    return row.spoil("contract_end", "E27", date_text(earlier, habit))


def cost_with_unit(row: Row, context: Context) -> bool:
    cost = row.entry.facts.get("yearly_cost")
    if not isinstance(cost, int):
        return False
    spaced = f"{cost:,}".replace(",", " ")
    taxed = f"{round(cost * 1.24):,}".replace(",", " ")
    forms = [f"{spaced} €", f"{cost},00", f"n. {spaced}", f"alv 24 {taxed}", f"{spaced},-"]
    if cost % 12 == 0:
        forms.append(f"{cost // 12}/kk")
    return row.spoil("yearly_cost", "E28", context.rng.choice(forms))


def eaten_zero(row: Row, context: Context) -> bool:
    for name in ("contract_ref", "postcode"):
        text = row.entry.facts.get(name)
        if isinstance(text, str) and text.isdigit() and text.startswith("0"):
            return row.spoil(name, "E29", int(text))
    return False


def old_name(row: Row, context: Context) -> bool:
    """The old name of the site, or its old address."""
    instance = row.entry.instance
    sites = [context.truth.site[each] for each in instance.site_ids] if instance else []
    if len(sites) == 1 and sites[0].aliases and "site" in row.entry.facts:
        return row.spoil("site", "E30", context.rng.choice(sites[0].aliases))
    if sites and sites[0].old_address and "site_address" in row.entry.facts:
        return row.spoil("site_address", "E30", sites[0].old_address)
    return False


def person_in_owner(row: Row, context: Context) -> bool:
    if "owner_role" not in row.entry.facts:
        return False
    name = f"{context.phrase('first_name')} {context.phrase('last_name')}"
    return row.spoil("owner_role", "E31", f"{name} 040 000 0{context.rng.randint(100, 999)}")


def identity_code(row: Row, context: Context) -> bool:
    """A fictitious identity code pasted into the notes or the owner; the truth never holds it."""
    code = fictitious_code(context.rng)
    if "notes" in context.style.fields:
        note = row.cells.setdefault("notes", Cell("", ""))
        text = f"testattu asiakkaalla {code}"
        return not note.error and row.spoil("notes", "E32", text)
    return (
        row.spoil("owner_role", "E32", f"{row.cells['owner_role'].raw} {code}")
        if ("owner_role" in row.cells)
        else False
    )


def real_answer_in_comment(row: Row, context: Context) -> bool:
    end = row.entry.facts.get("contract_end")
    if context.style.is_plain or not isinstance(end, datetime.date):
        return False
    spoilt = row.spoil("contract_end", "E33", "?")
    if spoilt:
        row.cells["contract_end"].comment = f"päättyy {date_text(end, 'd.m.yyyy')}"
    return spoilt


def struck_through(row: Row, context: Context) -> bool:
    instance = row.entry.instance
    deleted = row.entry.kind in ("duplicate", "gone") or (instance and instance.fate == "retire")
    if context.style.is_plain or not deleted:
        return False
    for cell in row.cells.values():
        cell.struck = True
    row.cells["system_name"].error = row.cells["system_name"].error or "E34"
    row.errors.append("E34")
    return True


def broken_formula(row: Row, context: Context) -> bool:
    if context.style.is_plain:
        return False
    for name in ("yearly_cost", "user_count", "device_count"):
        if name in row.entry.facts and row.spoil(name, "E36", None):
            row.cells[name].formula = context.rng.choice(BROKEN)
            return True
    return False


def odd_blanks(row: Row, context: Context) -> bool:
    return row.spoil("system_name", "E37", context.rng.choice(BLANKS).format(row.entry.name))


def formula_text(row: Row, context: Context) -> bool:
    if "notes" not in context.style.fields:
        return False
    row.cells.setdefault("notes", Cell("", ""))
    return row.spoil("notes", "E38", context.rng.choice(FORMULA_TEXTS))


def hidden_row(row: Row, context: Context) -> bool:
    if context.style.is_plain:
        return False
    row.hidden = True
    row.errors.append("E39")
    return True


MISTAKES: dict[str, Mistake] = {
    "E18": missing_word, "E19": name_variant, "E20": misspelling, "E21": two_systems,
    "E22": number_with_text, "E23": wrong_number, "E24": date_form, "E25": impossible_date,
    "E26": serial_or_us_date, "E27": end_before_start, "E28": cost_with_unit, "E29": eaten_zero,
    "E30": old_name, "E31": person_in_owner, "E32": identity_code, "E33": real_answer_in_comment,
    "E34": struck_through, "E36": broken_formula, "E37": odd_blanks, "E38": formula_text,
    "E39": hidden_row,
}  # fmt: skip
