"""Answering by a personal link on a telephone: typed, cut off, gone on with, disputed, sent."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.served import Served, run, serve
from tests.browser.visitor import Visitor, visit

pytestmark = pytest.mark.browser
TELEPHONE = (390, 844)
LEAST_TARGET = 24  # pixels, by WCAG 2.2
HETU = "131052-308T"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("asked")
    run(folder, "-m", "tests.browser.asking")
    with serve(folder) as served:
        yield served


def link(site: Served, number: int) -> str:
    return Path(site.folder, "links").read_text("utf-8").splitlines()[number]


def field(visitor: Visitor, name: str) -> Locator:
    return visitor.page.locator(f'[data-cell="{name}"]')


def write(visitor: Visitor, name: str, text: str) -> None:
    field(visitor, name).locator("input[type=text], textarea").first.fill(text)


def open_row(
    visitor: Visitor, number: int, name: str = "Effica", script: str = ".has-script"
) -> None:
    visitor.go(link(visitor.site, number))
    visitor.page.locator(".answer-part").first.click()
    visitor.page.locator(".answer-row", has_text=name).click()
    expect(visitor.page.locator(f"{script} [data-cell=user_count]")).to_be_visible()


def state(visitor: Visitor, name: str) -> Locator:
    return field(visitor, name).locator("[data-state]")


def saved(visitor: Visitor, name: str) -> None:
    expect(state(visitor, name)).to_have_text(re.compile(r"^tallennettu \d"))


def only_of_the_connection(visitor: Visitor) -> None:
    """The browser itself reports what could not be sent; nothing else may have gone wrong."""
    others = [each for each in visitor.troubles if "INTERNET_DISCONNECTED" not in each]
    assert (others, visitor.outside) == ([], [])


def test_an_answer_survives_everything_on_its_way(browser: Browser, asked: Served) -> None:
    with visit(browser, asked, size=TELEPHONE, has_touch=True) as maija:
        open_row(maija, 0)
        write(maija, "user_count", "n. 130")
        saved(maija, "user_count")
        write(maija, "user_count", "paljon")
        expect(state(maija, "user_count")).to_contain_text("paljon")
        write(maija, "user_count", "n. 130")
        saved(maija, "user_count")

        maija.context.set_offline(True)
        write(maija, "vendor", "Tietoevry")
        expect(maija.page.locator("#answer-bar")).to_contain_text("Ei yhteyttä")
        expect(state(maija, "vendor")).to_contain_text("odottaa yhteyttä")
        maija.context.set_offline(False)
        saved(maija, "vendor")
        expect(maija.page.locator("#answer-bar")).to_contain_text("Kaikki on tallennettu")

        write(maija, "vendor", f"Matti {HETU}")
        expect(state(maija, "vendor")).to_contain_text("henkilötunnus")
        write(maija, "vendor", "Tietoevry Oyj")
        saved(maija, "vendor")
        only_of_the_connection(maija)
    assert asked.one("select count(*) from intake_entry where text like ?", f"%{HETU}%") == 0
    assert asked.one("select text from intake_entry where column = 'vendor'") == "Tietoevry Oyj"


def test_what_waited_on_the_telephone_is_sent_when_it_comes_back(
    browser: Browser, asked: Served
) -> None:
    with visit(browser, asked, size=TELEPHONE) as maija:
        open_row(maija, 0, "Titania")
        maija.context.set_offline(True)
        write(maija, "vendor", "CGI")
        expect(maija.page.locator("#answer-bar")).to_contain_text("Ei yhteyttä")
        maija.page.goto("about:blank")
        maija.context.set_offline(False)
        open_row(maija, 0, "Titania")
        expect(field(maija, "vendor").locator("input[type=text]").first).to_have_value("CGI")
        saved(maija, "vendor")
        maija.go(link(asked, 0))
        going_on = maija.page.get_by_role("link", name="Jatka siitä, mihin jäit")
        expect(going_on.locator("..")).to_contain_text("Titania")
        only_of_the_connection(maija)


def test_two_at_once_lose_nothing_and_choose(browser: Browser, asked: Served) -> None:
    with (
        visit(browser, asked, size=TELEPHONE) as maija,
        visit(browser, asked, size=(1200, 900)) as sven,
    ):
        for number, each in enumerate((maija, sven)):
            open_row(each, number)
        field(maija, "personal_data").get_by_label("kyllä").check()
        saved(maija, "personal_data")
        field(sven, "personal_data").get_by_label("nej").check()
        two = field(sven, "personal_data").locator("[data-two]")
        expect(two).to_contain_text("Maija")
        expect(two).to_contain_text("Sven")
        assert asked.one("select other from intake_entry where column = 'personal_data'") == "nej"
        assert sven.faults() == []
        two.get_by_role("button", name="Sven").click()
        expect(two).to_be_hidden()
        expect(state(sven, "personal_data")).to_contain_text("sparat")
        assert asked.one("select text from intake_entry where column = 'personal_data'") == "nej"
        for each in (maija, sven):
            assert (each.troubles, each.outside) == ([], [])


def test_without_script_a_card_is_saved_by_its_button(browser: Browser, asked: Served) -> None:
    with visit(browser, asked, size=TELEPHONE, java_script_enabled=False) as maija:
        open_row(maija, 0, script="html")
        field(maija, "criticality").locator("select").select_option("2 tärkeä")
        maija.page.get_by_role("button", name="Tallenna", exact=True).click()
        expect(maija.page.locator("#messages")).to_contain_text("Tallennettu.")
    assert asked.one("select text from intake_entry where column = 'criticality'") == "2 tärkeä"


def test_every_page_fits_a_telephone_and_keeps_the_rules(browser: Browser, asked: Served) -> None:
    with visit(browser, asked, size=TELEPHONE) as maija:
        home = link(asked, 0)
        paths = ["", "parts/systems/", "parts/systems/1/", "parts/sites/", "review/", "pass-on/"]
        found = {}
        for path in [*(home + each for each in paths), "/a/new/", "/a/1-x.y/"]:
            maija.go(path)
            small = maija.page.evaluate(SMALL, LEAST_TARGET)
            found[path] = (maija.faults(), maija.width() > TELEPHONE[0], small)
        assert {path: each for path, each in found.items() if each != ([], False, [])} == {}


# Buttons, fields and links of their own line that are lower or narrower than a finger needs.
SMALL = """least => [...document.querySelectorAll('main a, main button, main input, main select')]
  .filter(e => e.checkVisibility() && e.type !== 'hidden' && !e.closest('p, li, label'))
  .filter(e => { const b = e.getBoundingClientRect(); return b.height < least && b.width < least; })
  .map(e => e.outerHTML.slice(0, 120))"""


def test_at_the_end_the_answer_is_sent(browser: Browser, asked: Served) -> None:
    with visit(browser, asked, size=TELEPHONE) as maija:
        maija.go(link(asked, 0))
        maija.page.get_by_role("link", name="Tarkista ja lähetä").click()
        maija.page.get_by_label("Tämän myötä vastauksemme on valmis").check()
        maija.page.get_by_role("button", name="Lähetä", exact=True).click()
        expect(maija.page.locator("#messages")).to_contain_text("vastauksesi on lähetetty")
        assert (maija.troubles, maija.outside) == ([], [])
    assert asked.one("select count(*) from intake_upload where name like 'Lomake %'") == 1
    assert asked.one("select complete_by from intake_invitation") == "Maija"
