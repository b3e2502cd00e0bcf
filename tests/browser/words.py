"""The words that a page shows, and those of them that somebody forgot to translate."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser

from babel.messages.pofile import read_po

from tests.machine import ROOT

# Attributes that people see or hear.
SPOKEN = ("aria-label", "title", "placeholder", "alt")
SILENT = {"script", "style", "pre", "kbd"}
EMPTY = {"input", "img", "br", "link", "meta", "hr", "path", "circle", "source", "area", "wbr"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
# So much of a sentence must stay beside its placeholders for the sentence to be known by it.
LEAST_WORDS = 3


class Words(HTMLParser):
    """Collects texts and spoken attributes, except inside another language than the page's."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.silent: list[bool] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        other = given.get("lang", self.language) != self.language
        silent = tag in SILENT or other or bool(self.silent and self.silent[-1])
        if not silent:
            self.found += [given[name] for name in SPOKEN if given.get(name)]
        if tag not in EMPTY:
            self.silent.append(silent)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and self.silent:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not (self.silent and self.silent[-1]):
            self.found.append(data)


def words_of(html: str, language: str) -> list[str]:
    parser = Words(language)
    parser.feed(html)
    texts = (" ".join(each.split()) for each in parser.found)
    return [each for each in texts if each]


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@cache
def forgotten_by(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """English texts that this language says otherwise: whole ones, and patterns of longer ones."""
    path = ROOT / "src" / "maali" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    said = {each.lower() for message in catalogue for each in forms(message.string)}
    whole, patterns = set(), []
    for message in catalogue:
        for english in forms(message.id):
            if not english or english.lower() in said:
                continue
            if PLACEHOLDER.search(english):
                fixed = PLACEHOLDER.split(english)
                if sum(len(part.split()) for part in fixed) >= LEAST_WORDS:
                    patterns.append(re.compile(r".+?".join(re.escape(part) for part in fixed)))
            else:
                whole.add(" ".join(english.split()).lower())
    return frozenset(whole), tuple(patterns)


def untranslated(html: str, language: str, data: Iterable[str] = ()) -> Iterator[str]:
    """English texts of the product on a page of another language; `data` is what people wrote."""
    whole, patterns = forgotten_by(language)
    written = {each.lower() for each in data}
    for text in dict.fromkeys(words_of(html, language)):
        if text.lower() in written:
            continue
        if text.lower() in whole or any(pattern.fullmatch(text) for pattern in patterns):
            yield text
