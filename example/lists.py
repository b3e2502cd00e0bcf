"""The sheets beside the systems: an organisation's sites and its integrations."""

from dataclasses import dataclass
from random import Random

from example.book import Sheet
from example.integrations import Integration
from example.knowledge import ERROR_FACTOR, rate
from example.rows import Cell
from example.sites import Site
from example.style import Column, Style, title_choices, titled
from example.truth import Truth
from example.values import Raw, word

MARK = "SYNTEETTINEN esimerkkiaineisto"
SITE_FIELDS = {
    "L6": ("site_name", "address", "postcode", "users"),
    "L7": ("site_name", "address", "postcode", "users", "workstations", "network_now"),
}


@dataclass(frozen=True)
class Line:
    """A row of a list: the code of what it tells of, its values and what is true of them."""

    target: str
    values: dict[str, tuple[Raw, str, str]]


def site_sheet(truth: Truth, style: Style, rng: Random) -> Sheet | None:
    """All sites of the organisation; None where it has none. Addresses may be old ones (E30)."""
    sites = truth.sites_of(style.organisation.code)
    if not sites:
        return None
    name = "" if style.is_csv else word("sheet", "sites", style.language)
    name = "Taul2" if style.layout == "L6" or style.one_column else name
    fields = SITE_FIELDS.get(style.layout, tuple(title_choices("sites", style.language)))
    lines = [site_line(truth, site, style, rng) for site in sites]
    return listed(Sheet(name, "sites"), style, fields, lines, rng)


def site_line(truth: Truth, site: Site, style: Style, rng: Random) -> Line:
    language = style.language
    place = truth.frame.municipality(site.municipality).name
    name, name_error = site.name, ""
    street, street_error = site.street, ""
    chance = 3 * rate("E30", style.organisation.quality)
    if site.aliases and rng.random() < chance:
        name, name_error = rng.choice(site.aliases), "E30"
    if site.old_address and rng.random() < chance:
        street, street_error = site.old_address, "E30"
    plain_values: dict[str, tuple[Raw, str]] = {
        "municipality": (place, place),
        "postcode": (site.postcode, site.postcode),
        "users": (site.users, str(site.users)),
        "workstations": (site.workstations, str(site.workstations)),
        "printers_phones": (site.printers, str(site.printers)),
        "ownership": (word("ownership", site.ownership, language), site.ownership),
        "after_start": (word("after", site.after_start, language), site.after_start),
        "network_now": (site.network, site.network),
        "fibre_ready": (
            style.yes_no[0 if site.fibre_ready else 1],
            "yes" if site.fibre_ready else "no",
        ),
        "site_contact_role": (site.contact_role, site.contact_role),
        "quiet_times": (site.quiet_times, site.quiet_times),
    }
    values = {
        field: (raw, true, "")
        for field, (raw, true) in plain_values.items()
        if rng.random() > 0.06 * ERROR_FACTOR[style.organisation.quality]
    }
    values["site_name"] = (name, site.name, name_error)
    values["address"] = (street, site.street, street_error)
    return Line(site.site_id, values)


def integration_sheet(truth: Truth, style: Style, rng: Random) -> Sheet | None:
    """The integrations that this organisation would list; None where there are none."""
    lines = []
    for each in truth.integrations:
        ends = truth.instance[each.source_id], truth.instance[each.target_id]
        own = [end.provider_id == style.organisation.code for end in ends]
        if own[0] or (own[1] and each.told_by != "source"):
            lines.append(integration_line(truth, each, style, from_source=own[0]))
    fields = tuple(title_choices("integrations", style.language))
    sheet = Sheet(word("sheet", "integrations", style.language), "integrations")
    return listed(sheet, style, fields, lines, rng) if lines else None


def integration_line(truth: Truth, each: Integration, style: Style, *, from_source: bool) -> Line:
    """An end that contradicts the other turns the direction around."""
    turned = each.told_by == "contradictory" and not from_source
    source, target = truth.instance[each.source_id].name, truth.instance[each.target_id].name
    way, binding = "back" if turned else "there", "hard" if each.hard else "soft"
    return Line(
        each.integration_id,
        {
            "from_system": (source, source, ""),
            "to_system": (target, target, ""),
            "data": (each.data, each.data, ""),
            "direction": (word("direction", way, style.language), "there", ""),
            "binding": (word("binding", binding, style.language), binding, ""),
        },
    )


def listed(
    sheet: Sheet, style: Style, fields: tuple[str, ...], lines: list[Line], rng: Random
) -> Sheet:
    """The lines under one header row, in the official titles or the organisation's variants."""
    choices = title_choices(sheet.key, style.language)
    columns: list[Column] = [
        titled(field, choices[field], style.organisation.quality, rng) for field in fields
    ]
    top = 1 if style.is_csv else 0
    if style.is_csv:
        sheet.text(0, 0, MARK)
    sheet.header_rows = (top,)
    sheet.columns = {at: column.field for at, column in enumerate(columns)}
    for at, column in enumerate(columns):
        sheet.cells[top, at] = Cell(column.title, column.field, "E08" if column.variant else "")
    for number, line in enumerate(lines, top + 1):
        sheet.targets[number] = line.target
        for at, column in enumerate(columns):
            cell = Cell(*line.values.get(column.field, (None, "", "")))
            if cell.is_there:
                sheet.cells[number, at] = cell
    return sheet
