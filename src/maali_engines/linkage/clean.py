"""The normal form of a mention: what is left of a spelling when habits of writing are taken away.

Unicode NFKC without diacritics, every dash alike, letters and digits apart, company forms and
generic words light. Finnish endings are met by prefix agreement (Pegasoksen ~ Pegasos) rather than
by a stemmer, which product names defeat.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from maali_engines.linkage.data import Record


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMPANY_FORMS = _word_set(
    "oy oyj ab abp publ ky kuntayhtyma ltd limited llc llp inc incorporated corp corporation co "
    "company gmbh ag plc sa nv bv as group konserni ent entinen suomi finland finlandia sverige "
    "uk usa international holdings"
)
GENERIC = _word_set(
    "system systems software application app suite platform service services solution solutions "
    "tool online web program programme product module package database it the of for and a an by "
    "with jarjestelma ohjelma ohjelmisto sovellus palvelu palvelut tietokanta moduuli kaytto "
    "versio oma omat uusi vanha ja seka entinen tuotanto ymparisto programvara tjanst och "
    "potilas potilastieto asiakastieto pth ymp v ver version edition pc cd dvd win"
)
IN_FULL = {"th": "terveydenhuolto"}
GENERIC_ENDINGS = ("jarjestelma", "jarjestelman", "ohjelmisto", "ohjelma", "sovellus", "palvelu")

_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad]")
_TOKEN = re.compile(r"\d+(?:\.\d+)+|\d+|[^\W\d_]+[+#]*")
_CODE = re.compile(r"[a-z0-9][a-z0-9-]*")
_ZEROS = re.compile(r"(?:\.0+)+$")
_DIGIT = re.compile(r"\d")
_NOTE = re.compile(r"\(([^()]*)\)")
_AFTER_VENDOR = re.compile("\\s(?:-|[\u2010-\u2015])\\s|\\(")

VENDOR_WORD, GENERIC_WORD, NOTE_WORD, QUALIFIER, NAME_WORD = 0.35, 0.25, 0.4, 0.8, 1.0
"""How much a word of each sort weighs against a word of the name proper."""
SHORTEST_BENDING = 3
PURPOSE_ENDS = 15
"""A purpose is said in this many words; a longer text is a description, and names the thing."""
SEVERAL = 3
"""A company that sells this many products is no name of any of them."""


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case without diacritics, one kind of dash, single spaces."""
    if text.isascii():
        return " ".join(text.casefold().split())
    text = unicodedata.normalize("NFKC", text)
    text = _DASHES.sub("-", text).casefold()
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.split())


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in order, folded: "Hilkka 2.1b" gives hilkka, 2.1, b.

    A version is the same with and without its zeros: 3.0 gives 3; what the field always shortens
    is written in full.
    """
    return tuple(
        _ZEROS.sub("", part) if part[0].isdigit() else IN_FULL.get(part, part)
        for part in _TOKEN.findall(fold(text))
    )


def codes(text: str) -> frozenset[str]:
    """Model and article codes: at least four letters and digits mixed, without their dashes."""
    if not _DIGIT.search(text):
        return frozenset()
    found = (part.replace("-", "") for part in _CODE.findall(fold(text.replace("-", ""))))
    return frozenset(
        part
        for part in found
        if len(part) >= 4 and re.search(r"\d", part) and re.search(r"[a-z]", part)
    )


def is_generic(word: str) -> bool:
    """Does the word say only that a thing is a system, a service, an edition?"""
    return word in GENERIC or word.endswith(GENERIC_ENDINGS)


def company(text: str) -> tuple[str, ...]:
    """The words of a company's name without its form (Oy, AB, Ltd)."""
    plain = tuple(word for word in words(text) if word not in COMPANY_FORMS)
    return plain or words(text)


def bends(word: str) -> bool:
    """May the word be written with another ending or a slip? Numbers and very short words not."""
    return len(word) >= SHORTEST_BENDING and not word[0].isdigit()


@lru_cache(maxsize=1_000_000)
def likeness(a: str, b: str) -> float:
    """How far two words are the same word: 1 equal, 0 not; in between endings and slips."""
    if a == b:
        return 1.0
    if not bends(a) or not bends(b):
        return 0.0
    shorter, longer = (a, b) if (len(a), a) < (len(b), b) else (b, a)
    if longer.startswith(shorter):
        return 0.9
    if len(shorter) >= 5 and longer.startswith(shorter[: max(5, len(shorter) - 2)]):
        return 0.88
    close = float(JaroWinkler.similarity(a, b))
    return close if close > 0.9 else 0.0


@dataclass(frozen=True)
class Form:
    """The normal form of one spelling. `sort` gives each word its weight class (…_WORD).

    `bare`: the name is only a company's, which sells several products, or says only what it does.
    """

    words: tuple[str, ...]
    sort: tuple[float, ...]
    joined: str
    vendor: tuple[str, ...]
    codes: frozenset[str]
    number: float | None
    bare: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """Records with one key are one spelling."""
        return (self.joined, self.words, self.vendor, self.number, self.bare)


def _number(text: str) -> float | None:
    digits = re.sub(r"[^\d.]", "", text.replace(",", "."))
    try:
        value = float(digits)
    except ValueError:
        return None
    return value if value > 0 else None


class Cleaner:
    """Normal forms of one set of records: what is a vendor's name is learned from the set itself.

    `vendor_names` maps a folded company name to the name it goes by now (owner chains, renames).
    """

    def __init__(self, records: Iterable[Record], vendor_names: Mapping[str, str]) -> None:
        records = tuple(records)
        self._vendors: dict[str, tuple[str, ...]] = {}
        self._now = {company(old): company(new) for old, new in vendor_names.items()}
        known = (self.vendor(record.vendor) for record in records)
        every = [*known, *self._now, *self._now.values()]
        self._vendor_words = {
            word for name in every if len(name) <= 3 for word in name if len(word) > 2
        }
        self._companies = frozenset(every)
        spelled = {words(record.name) for record in records}
        seen = {word for name in spelled for word in name}
        self._glued = {word for word in seen if len(word) >= 5 and not word[0].isdigit()}
        self._qualifiers = _qualifiers(spelled)
        self._several = self._sellers_of_several(records)

    def _sellers_of_several(self, records: Iterable[Record]) -> frozenset[str]:
        """Companies' words that stand alone less often than before names of several products."""
        sold: dict[str, list[str]] = {}
        for record in records:
            vendor = self.vendor(record.vendor)
            outside = words(_NOTE.sub(" ", record.name))
            own = next((word for word in outside if self._own(word, vendor)), "")
            for word in self._sellers(record, vendor):
                sold.setdefault(word, []).append(own)
        return frozenset(
            word
            for word, names in sold.items()
            if len({*names} - {""}) >= SEVERAL and 2 * names.count("") < len(names)
        )

    def _sellers(self, record: Record, vendor: tuple[str, ...]) -> list[str]:
        """The words, in a name and beside it, that say who sells."""
        named = (word for said in words(record.name) for word in self._now.get((said,), (said,)))
        return [
            word
            for word in dict.fromkeys((*vendor, *named))
            if self._sort(word, vendor, set()) == VENDOR_WORD
        ]

    def _own(self, word: str, vendor: tuple[str, ...]) -> bool:
        return self._sort(word, vendor, set()) >= QUALIFIER

    def vendor(self, text: str) -> tuple[str, ...]:
        """The company's words by today's name, () when the cell is empty."""
        if text not in self._vendors:
            self._vendors[text] = self._by_now(text)
        return self._vendors[text]

    def _by_now(self, text: str) -> tuple[str, ...]:
        name = company(_AFTER_VENDOR.split(text)[0]) if text else ()
        now = (self._now.get((word,), (word,)) for word in self._now.get(name, name))
        return tuple(dict.fromkeys(word for part in now for word in part))

    def _glue(self, parts: Sequence[str]) -> list[str]:
        """Write "life care" as lifecare where others in the set do."""
        out: list[str] = []
        for part in parts:
            if out and out[-1] + part in self._glued:
                out[-1] += part
            else:
                out.append(part)
        return out

    def form(self, record: Record) -> Form:
        """The normal form of one record."""
        noted = {word for note in _NOTE.findall(record.name) for word in words(note)}
        outside = set(words(_NOTE.sub(" ", record.name)))
        unique = tuple(dict.fromkeys(self._glue(words(record.name)))) or ("",)
        vendor = self.vendor(record.vendor)
        sort = tuple(self._sort(word, vendor, noted - outside) for word in unique)
        does = words(record.purpose)
        does = does if len(does) <= PURPOSE_ENDS else ()
        own = [
            w for w, s in zip(unique, sort, strict=True) if s >= QUALIFIER and not _says(w, does)
        ]
        bare = not own and not self._several.isdisjoint(self._sellers(record, vendor))
        if max(sort) < NAME_WORD and outside:
            whole = tuple(word for word in unique if word in outside) in self._companies
            named = {VENDOR_WORD, GENERIC_WORD} if whole else {VENDOR_WORD, max(sort)}
            named = named & {VENDOR_WORD} if VENDOR_WORD in sort and not whole else named
            pairs = zip(unique, sort, strict=True)
            sort = tuple(
                NAME_WORD if word in outside and was in named else was for word, was in pairs
            )
        core = "".join(
            w for w, s in zip(unique, sort, strict=True) if s >= min(max(sort), QUALIFIER)
        )
        said = " ".join((record.name, record.extra.get("model", ""), record.purpose))
        number = _number(record.extra.get("price", ""))
        return Form(unique, sort, core, vendor, codes(said), number, bare)

    def _sort(self, word: str, vendor: tuple[str, ...], noted: set[str]) -> float:
        if word in self._vendor_words or any(_names_company(word, name) for name in vendor):
            return GENERIC_WORD if is_generic(word) and word not in vendor else VENDOR_WORD
        if is_generic(word) or word in COMPANY_FORMS:
            return GENERIC_WORD
        if word in noted:
            return NOTE_WORD
        return QUALIFIER if word in self._qualifiers else NAME_WORD


def _says(word: str, purpose: Sequence[str]) -> bool:
    """Is the word of a name one that its own purpose says: what it does, and not what it is?"""
    return len(word) > SHORTEST_BENDING and any(likeness(word, said) > 0.85 for said in purpose)


def _names_company(word: str, name: str) -> bool:
    """The company's word, or one of its short Finnish cases: Kelan of Kela."""
    return word == name or (len(name) > 3 and word.startswith(name) and len(word) - len(name) < 3)


def _qualifiers(names: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Words that follow several names and never begin one ("Prima payroll", "Aromi payroll")."""
    heads: dict[str, set[str]] = {}
    first = {name[0] for name in names if name}
    for name in names:
        for word in name[1:]:
            heads.setdefault(word, set()).add(name[0])
    return frozenset(
        word
        for word, before in heads.items()
        if len(before) > 1 and word not in first and not word[0].isdigit()
    )
