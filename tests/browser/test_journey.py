"""The whole river by hand: from a file with problems to the notice that a site reads."""

import io
import re
from contextlib import AbstractContextManager
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Browser, Locator, expect

from tests.browser.served import PICTURES, Served
from tests.browser.visitor import Visitor, visit
from tests.machine import ROOT

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONG = 180_000  # milliseconds for a calculation on a busy machine
LEAST_HEIGHT = 10


def workbook() -> dict[str, Any]:
    """Three systems as people write them: one number in words, and one row without a name."""
    rows = [
        ("Järjestelmän nimi", "Toimittaja", "Käyttäjämäärä", "Kriittisyys 1-5"),
        ("Kuntoutuksen ajanvaraus", "Acme Oy", "noin 40", 3),
        ("Ovipuhelin", "Abloy Oy", "keittiön väki", 2),
        ("", "Jamix Oy", 12, 4),
    ]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Järjestelmät")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return {"name": "lisays.xlsx", "mimeType": XLSX, "buffer": file.getvalue()}


class Journey:
    """The people of the example one after another on the same pages."""

    def __init__(self, browser: Browser, site: Served) -> None:
        self.browser, self.site = browser, site

    def person(self, name: str) -> AbstractContextManager[Visitor]:
        return visit(self.browser, self.site, name)

    def picture(self, visitor: Visitor, name: str) -> None:
        """For the docs, only when they are asked for."""
        if PICTURES:
            path = ROOT / "docs" / "pictures" / f"{name}.png"
            visitor.page.screenshot(path=path, animations="disabled")


def button(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_role("button", name=name, exact=True)


def message(visitor: Visitor, text: str) -> None:
    expect(visitor.page.locator("#messages")).to_contain_text(text)


def calculated(visitor: Visitor) -> None:
    """Wait on the page of a calculation until it says that it has ended well."""
    expect(visitor.page.locator(".calculation .status[data-tone=ok]")).to_be_visible(timeout=LONG)


@pytest.fixture
def journey(browser: Browser, own_site: Served) -> Journey:
    return Journey(browser, own_site)


def test_the_river_from_a_file_to_a_notice(journey: Journey) -> None:
    with journey.person("Aino") as aino:
        send_and_mend(aino, journey)
        answer_a_question(aino)
        assert aino.troubles + aino.outside == []
    with journey.person("Cecilia") as cecilia:
        say_whether_the_same(cecilia, journey)
        decide(cecilia, journey)
        plan(cecilia, journey)
        open_moves(cecilia, journey)
        assert cecilia.troubles + cecilia.outside == []
    with journey.person("Eeva") as eeva:
        carry_out(eeva)
        assert eeva.troubles + eeva.outside == []
    with journey.person("Aino") as aino:
        read_the_notice(aino, journey)
        assert aino.troubles + aino.outside == []
    with journey.person("Noora") as noora:
        noora.go("/nation/")
        expect(noora.page.locator("h1")).to_have_text("Valtakunnallinen kokonaiskuva")
        journey.picture(noora, "nation")


def send_and_mend(aino: Visitor, journey: Journey) -> None:
    page = aino.page
    aino.go("uploads/")
    page.locator("input[type=file]").set_input_files(workbook())
    button(aino, "Lähetä").click()
    expect(page.locator("h1")).to_have_text("lisays.xlsx")
    nameless = page.locator("details.card", has_text="Rivillä ei ole nimeä")
    expect(nameless).to_have_count(1)
    journey.picture(aino, "upload")
    nameless.get_by_label("Mitä pitäisi olla: Järjestelmän nimi").fill("Ruokavaraus")
    nameless.get_by_role("row", name="Järjestelmän nimi").get_by_role("button").click()
    expect(page.locator("details.card", has_text="Rivillä ei ole nimeä")).to_have_count(0)
    button(aino, "Hyväksy").click()
    message(aino, "lisays.xlsx on nyt osa nykytilaa")


def answer_a_question(aino: Visitor) -> None:
    """One that stands alone: nobody knows, and that is an answer too."""
    page = aino.page
    aino.go("questions/")
    page.locator("main tbody a:not([href*=together])").first.click()
    place = page.url
    page.locator("form[data-answers] button[value='?']").click()
    page.wait_for_load_state()
    page.goto(place)
    expect(page.locator("main")).to_contain_text("Aino, ")
    expect(page.locator("form[data-answers]")).to_have_count(0)


def say_whether_the_same(cecilia: Visitor, journey: Journey) -> None:
    page = cecilia.page
    cecilia.go("matching/?thing=product")
    page.locator("main tbody a").first.click()
    expect(page.locator("h1")).to_contain_text("Sama vai eri?")
    journey.picture(cecilia, "match")
    button(cecilia, "Eri D").click()
    message(cecilia, "Vastattu")


def decide(cecilia: Visitor, journey: Journey) -> None:
    """The options anew, now with what Aino told; then one decision by a person."""
    page = cecilia.page
    cecilia.go("decisions/")
    button(cecilia, "Laske vaihtoehdot uudelleen").click()
    calculated(cecilia)
    cecilia.go("decisions/?q=Ruokavaraus")
    page.get_by_role("link", name="Ruokavaraus", exact=True).click()
    page.locator("#drawer-page").click()
    expect(page.locator("h1")).to_have_text("Ruokavaraus")
    journey.picture(cecilia, "decide")
    form = page.locator("details", has_text="Päätä tämä").last
    form.locator("summary").click()
    form.get_by_label("Perustelu").fill("Keittiöt jäävät kunnalle vielä vuodeksi.")
    form.get_by_role("button", name="Päätä", exact=True).click()
    message(cecilia, "Päätetty")
    expect(page.locator("main")).to_contain_text("Keittiöt jäävät kunnalle vielä vuodeksi.")


def plan(cecilia: Visitor, journey: Journey) -> None:
    page = cecilia.page
    cecilia.go("plans/")
    page.get_by_role("textbox", name="Skenaario").fill("Kevään suunnitelma")
    page.get_by_label("Laskenta-aika").select_option("10")
    button(cecilia, "Laske").click()
    calculated(cecilia)
    cecilia.go("plans/")
    page.get_by_role("link", name="Kevään suunnitelma").click()
    page.locator("summary", has_text="Ota voimaan").click()
    page.locator(".confirm-panel button[type=submit]").click()
    message(cecilia, "Suunnitelma on voimassa")
    expect(page.locator("svg.gantt-drawing")).to_be_visible()
    cecilia.go("plans/in-force/")
    expect(page.locator("h1")).to_have_text("Suunnitelma Kevään suunnitelma")
    journey.picture(cecilia, "plan")


def open_moves(cecilia: Visitor, journey: Journey) -> None:
    page = cecilia.page
    cecilia.go("board/")
    page.get_by_label("Konnevesi").check()
    button(cecilia, "Avaa voimassa olevasta suunnitelmasta").click()
    message(cecilia, "Siirtymiä avattu")
    cecilia.go("transitions/")
    expect(page.locator("tbody")).to_contain_text("Konnevesi")
    cecilia.go("")
    journey.picture(cecilia, "programme")


def carry_out(eeva: Visitor) -> None:
    """The first step of a site, in the drawer and then on its own page."""
    page = eeva.page
    eeva.go("transitions/")
    page.locator("tbody a").first.click()
    page.locator("tbody th a").first.click()
    page.locator("#drawer-page").click()
    page.get_by_label("Näyttö").fill("Kokousmuistio 1")
    button(eeva, "Tehty").click()
    message(eeva, "Vaihe on tehty")
    expect(page.locator(".lead .status")).to_have_text("tehty")
    page.locator("summary", has_text="Ilmoita poikkeama").click()
    page.get_by_label("Mitä tapahtui").fill("Ristikytkentä puuttuu")
    page.get_by_label("Viive, päivää").fill("2")
    page.locator("details", has_text="Ilmoita poikkeama").get_by_role("button").click()
    message(eeva, "Poikkeama kirjattiin")
    expect(page.locator(".deviation").first).to_contain_text("Ristikytkentä puuttuu")


def read_the_notice(aino: Visitor, journey: Journey) -> None:
    page = aino.page
    aino.go("board/")
    journey.picture(aino, "board")
    aino.go("transitions/")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Toimipisteen tiedote").click()
    expect(page.locator("h1")).to_contain_text("Tiedote: ")
    expect(page.locator("article")).to_contain_text(re.compile(r"siirtyy .*202[23]"))
    journey.picture(aino, "notice")


def answer_by_key(person: Visitor, key: str, said: str = "Vastattu") -> None:
    """The page is seen before its script is there to hear the key."""
    person.page.wait_for_load_state()
    person.page.keyboard.press(key)
    message(person, said)


def test_the_matching_queue_is_answered_by_keys_alone(journey: Journey) -> None:
    with journey.person("Cecilia") as cecilia:
        page = cecilia.page
        cecilia.go("matching/")
        first = page.get_by_role("link", name="Vastaa ensimmäiseen")
        for _ in range(60):
            page.keyboard.press("Tab")
            if first.evaluate("element => element === document.activeElement"):
                break
        expect(first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("Sama vai eri?")
        asked = page.url
        answer_by_key(cecilia, "d")
        assert page.url != asked
        answer_by_key(cecilia, "l")
        page.goto(asked)
        expect(page.locator(".lead .status")).to_have_text("eri")
        answer_by_key(cecilia, "o", "Vastaus peruttiin")
        page.goto(asked)
        expect(page.locator(".lead .status")).to_have_text("avoin")


def test_focus_is_seen_and_the_first_tab_skips_to_the_content(
    browser: Browser, site: Served
) -> None:
    with visit(browser, site, "Cecilia") as cecilia:
        cecilia.go("decisions/")
        cecilia.page.keyboard.press("Tab")
        skip = cecilia.page.locator(".ds-skip-link")
        expect(skip).to_be_focused()
        box = skip.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["height"] > LEAST_HEIGHT
        cecilia.page.keyboard.press("Enter")
        expect(cecilia.page.locator("#main")).to_be_focused()
