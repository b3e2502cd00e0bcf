"""Every page as people see it: it opens, speaks their language, and nobody is shut out."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.rows import PAGES_TO_READ, address
from tests.browser.served import Served
from tests.browser.visitor import Visitor, visit
from tests.browser.words import untranslated, words_of
from tests.house.rights import Right

pytestmark = pytest.mark.browser
NARROW, HIGH = 320, 800
MAIN = (
    "programme",
    "intake:upload_list",
    "inventory:system_list",
    "matching:queue",
    "decisions:decision_list",
    "plans:plan",
    "transition:board",
    "reports:site",
    "nation:overview",
)


@pytest.fixture(scope="module")
def login(browser: Browser, site: Served) -> Any:
    """Cecilia's login: she sees every page."""
    with visit(browser, site, "Cecilia") as cecilia:
        return cecilia.context.storage_state()


@pytest.fixture(scope="module")
def cecilia(browser: Browser, site: Served, login: Any) -> Iterator[Visitor]:
    with visit(browser, site, state=login) as visitor:
        yield visitor


@pytest.fixture(autouse=True)
def fresh(cecilia: Visitor) -> None:
    cecilia.troubles.clear()
    cecilia.outside.clear()
    cecilia.page.set_viewport_size({"width": 1440, "height": 900})


def speak(visitor: Visitor, language: str) -> None:
    """Choose the language on the page, as people do."""
    visitor.go("")
    visitor.page.locator(f"button[name=language][value={language}]").click()
    visitor.page.locator(f"html[lang={language}]").wait_for()


def is_page(visitor: Visitor, path: str) -> bool:
    """Whether the address gives a page; the others give files."""
    answer = visitor.context.request.get(visitor.site.url + path)
    assert answer.status == 200, path
    return answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("right", PAGES_TO_READ, ids=lambda each: each.name)
def test_the_page_is_whole(cecilia: Visitor, site: Served, right: Right) -> None:
    """Without errors, in light and dark, on a phone, and without asking anyone outside."""
    path = address(site, right)
    if not is_page(cecilia, path):
        return
    assert cecilia.go(path) == 200
    faults = cecilia.faults()
    cecilia.page.set_viewport_size({"width": NARROW, "height": HIGH})
    if (wide := cecilia.width()) > NARROW:
        faults.append(f"{wide} px wide on a screen of {NARROW}")
    assert faults + cecilia.troubles + cecilia.outside == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_page_speaks_the_language(cecilia: Visitor, site: Served, language: str) -> None:
    speak(cecilia, language)
    found = {}
    for right in PAGES_TO_READ:
        answer = cecilia.context.request.get(site.url + address(site, right))
        if answer.headers["content-type"].startswith("text/html"):
            english = list(untranslated(answer.text(), language, WRITTEN))
            if english:
                found[right.name] = english
    speak(cecilia, "fi")
    assert found == {}


# What is the same word in another language: the Swedish title of a column of data stores.
WRITTEN = ("Form",)


def test_every_page_opens_in_english(cecilia: Visitor, site: Served) -> None:
    """English is the source: each page opens, and the main ones have no Finnish heading."""
    speak(cecilia, "en")
    answers = {
        right.name: cecilia.context.request.get(site.url + address(site, right)).status
        for right in PAGES_TO_READ
    }
    speak(cecilia, "fi")
    assert {name: status for name, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_main_pages_are_whole_in_every_language(
    cecilia: Visitor, site: Served, language: str
) -> None:
    speak(cecilia, language)
    for right in PAGES_TO_READ:
        if right.name in MAIN:
            assert cecilia.go(address(site, right)) == 200
            assert cecilia.page.locator("html").get_attribute("lang") == language
    speak(cecilia, "fi")
    assert cecilia.troubles + cecilia.outside == []


def test_a_forgotten_translation_is_found() -> None:
    html = '<main><p>Decisions</p><p lang="en">Decisions</p><p>Päätökset</p></main>'
    assert list(untranslated(html, "fi")) == ["Decisions"]
    assert words_of('<p title="Near">x<br>y</p>', "fi") == ["Near", "x", "y"]
