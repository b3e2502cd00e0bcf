"""Every column that is asked for ends in a field of the inventory, with the cell that said it."""

import re
from typing import Any

import pytest
from django.utils.translation import override

from maali.intake.actions import accept
from maali.intake.engine.fields import FIELDS, KIND_OF
from maali.intake.engine.people import people_of
from maali.inventory.models import (
    BasicDetails,
    Contract,
    DataStore,
    DeviceLot,
    Integration,
    Site,
    Statement,
    System,
    Unit,
    UserGroup,
)
from maali.inventory.needs import NEEDS
from maali.inventory.told import specs
from maali.organisations.models import Organisation
from maali_engines.sheets.catalogue import BY_KEY, SHEETS
from maali_engines.sheets.catalogue.capabilities import CAPABILITIES
from maali_engines.sheets.columns import LANGUAGES
from tests.maali.intake.conftest import Send
from tests.maali.intake.hostile import table

# What becomes another row, or a pointer to one, instead of a field.
ELSEWHERE = {
    ("systems", "site"),
    ("systems", "site_address"),
    ("systems", "postcode"),
    ("systems", "contract_ref"),
    ("systems", "contract_start"),
    ("systems", "contract_end"),
    ("systems", "notice_period"),
    ("systems", "integrations"),
    ("sites", "municipality"),
    ("contracts", "subject"),
    ("devices", "site"),
    ("units", "site"),
    ("data_stores", "system"),
    ("user_groups", "site"),
}
CODES = re.compile(r"hetu|henkilötunnus|personbeteckning|personnummer|identity code", re.IGNORECASE)


def test_every_column_becomes_a_field_of_its_kind() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            if (sheet.key, column.key) not in ELSEWHERE:
                assert FIELDS[sheet.key][column.key] in specs(KIND_OF[sheet.key])


def test_the_answers_to_choose_from_are_those_that_the_field_takes() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            name = FIELDS[sheet.key].get(column.key)
            for each in column.choices if name else ():
                assert specs(KIND_OF[sheet.key])[name or ""].convert(each.key) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_capability_classes_are_the_needs_of_the_inventory(language: Any) -> None:
    asked = [(each.key, each.titles[language].casefold()) for each in CAPABILITIES]
    with override(language):
        assert asked == [(each.code, str(each.label).casefold()) for each in NEEDS]


def test_every_column_that_is_asked_beyond_the_first_ones_says_what_is_meant() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            texts = [column.help.get(language, "") for language in LANGUAGES]
            assert all(texts) or not any(texts)
            assert not CODES.search(" ".join((*column.titles.values(), *texts)))


ROWS: dict[str, tuple[Any, list[str], list[Any], str, Any]] = {
    "systems": (
        System,
        ["Järjestelmän nimi", "Toimittaja", "Toimintoluokka", "Tuki päättyy", "TOSI/TORI"],
        ["Effica", "Tieto", "Potilastiedot", "31.12.2024", "TOSI"],
        "capability",
        "patient",
    ),
    "sites": (
        Site,
        ["Toimipisteen nimi", "Katuosoite", "WLAN", "Muut toimijat tiloissa"],
        ["Keskusta", "Torikatu 1", "kunnan verkko", "koulu"],
        "wifi",
        "kunnan verkko",
    ),
    "units": (
        Unit,
        ["Toimintayksikkö", "Palvelualue", "Varautumisen minimitaso"],
        ["Neuvola", "Terveys", "2 h ilman järjestelmiä"],
        "min_operation",
        "2 h ilman järjestelmiä",
    ),
    "contracts": (
        Contract,
        ["Sopimuksen nimi", "Osapuolet", "Tietosuojaliite", "Päättämismaksu"],
        ["Effica-sopimus", "Tieto", "kyllä", "kolmen kuukauden maksu"],
        "dpa",
        True,
    ),
    "devices": (
        DeviceLot,
        ["Tyyppi ja malli", "Lukumäärä", "Sarjanumero", "Hankintavuosi"],
        ["EliteBook 840", 1, "5CG0123ABC", 2019],
        "acquired",
        2019,
    ),
    "integrations": (
        Integration,
        ["Lähdejärjestelmä", "Kohdejärjestelmä", "Integraatioalusta", "Ajastus"],
        ["Effica", "Kanta", "BizTalk", "heti"],
        "platform",
        "BizTalk",
    ),
    "data_stores": (
        DataStore,
        ["Tietovarannon nimi", "Rekisterinpitäjä", "Jakosääntö", "Muoto"],
        ["Potilasrekisteri", "Kunta", "perusterveydenhuolto siirtyy", "Molemmat"],
        "form",
        "both",
    ),
    "user_groups": (
        UserGroup,
        ["Yksikkö tai ryhmä", "Palvelussuhteen tyyppi", "Henkilöitä", "Varmennekortit"],
        ["Neuvola", "Sijainen", 12, 7],
        "employment_type",
        "substitute",
    ),
    "organisations": (
        BasicDetails,
        ["Organisaation nimi", "Y-tunnus", "Siirtyvä henkilöstö", "ICT-tuotantotapa"],
        ["Äänekosken kaupunki", "2045520-5", "n. 420", "inhouse"],
        "delivery_model",
        "in_house",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("target", list(ROWS))
def test_a_column_of_each_sheet_ends_in_its_field(target: str, send: Send) -> None:
    model, titles, cells, field, value = ROWS[target]
    upload = send(table([titles, cells], name=BY_KEY[target].titles["fi"]))
    accept(upload, by="Maali")
    row = model.objects.get()
    assert getattr(row, field) == value
    said = Statement.objects.get(subject_kind=row.kind, subject_id=row.pk, field=field)
    assert (said.source.name, said.row, said.holds) == (upload.name, 2, True)


@pytest.mark.django_db
def test_an_organisation_has_one_row_of_basic_details_by_whatever_name(
    send: Send, home: Organisation
) -> None:
    titles = ["Organisaation nimi", "Y-tunnus", "Siirtyvä henkilöstö"]
    for name, staff in (("Äänekosken kaupunki", 420), ("Äänekoski", 430)):
        rows = table([titles, [name, "2045520-5", staff]], name="Organisaatio")
        accept(send(rows, name=f"{name}.xlsx"), by="Maali")
    said = BasicDetails.objects.get(organisation=home)
    assert (said.name, said.transferring_staff) == ("Äänekoski", 430)
    assert people_of(home) == 430


@pytest.mark.django_db
def test_groups_by_employment_stand_for_the_users_told_of_by_site(
    send: Send, home: Organisation
) -> None:
    titles = ["Yksikkö tai ryhmä", "Palvelussuhteen tyyppi", "Henkilöitä"]
    rows = [titles, ["Neuvola", "Vakinainen", 30], ["Neuvola", "Sijainen", 12]]
    own = {"programme": home.programme, "organisation": home}
    UserGroup.objects.create(key="of keskusta", name="Keskusta", people=50, **own)
    assert [each.people for each in UserGroup.objects.counted()] == [50]
    accept(send(table(rows, name="Käyttäjäryhmät")), by="Maali")
    assert sorted(each.people for each in UserGroup.objects.counted()) == [12, 30]
