"""What a sheet asks for: columns with titles in three languages, and what people write instead.

Plain frozen data. The key of a column is what its value is called in every later step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["fi", "sv", "en"]
Kind = Literal["text", "count", "date", "months", "money", "yes_no", "choice", "year", "list"]
Asked = Literal["mandatory", "optional", ""]
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
# As the tables of what is asked write it: mandatory, optional, not asked.
ASKED: Mapping[str, Asked] = {"M": "mandatory", "o": "optional", "-": ""}


@dataclass(frozen=True)
class Choice:
    """One of the answers of a choice column: its key, and its words in each language.

    `also` are other ways of writing it, compared without case ("elintärkeä 24/7" for 1).
    """

    key: str
    titles: Mapping[Language, str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Column:
    """One thing asked of each row.

    `kind` decides what the text becomes: text and choice → str, count and months and year → int,
    date → date, money → Decimal (euros a year without VAT), yes_no → bool, list → tuple of str.
    `required` columns that are missing are gaps to be told of, never a reason to refuse.
    `variants` are titles seen in the field beside the proper one, by their language.
    `end` is true for dates where a bare year means its last day. Each column equals only itself.
    `asked` says whether the broad and the detailed round ask for it; a column that neither asks
    for is only understood where people send it.
    """

    key: str
    titles: Mapping[Language, str]
    kind: Kind = "text"
    variants: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    required: bool = False
    help: Mapping[Language, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    end: bool = False
    asked: tuple[Asked, Asked] = ("", "")

    def names(self) -> Iterator[tuple[Language, str]]:
        """Every title under which the column is known, the proper one of a language first."""
        for language in LANGUAGES:
            yield language, self.titles[language]
            for variant in self.variants.get(language, ()):
                yield language, variant


@dataclass(frozen=True, eq=False)
class Sheet:
    """One list that is asked for: `key` says of what, `named_by` is the column that names a row.

    `variants` are sheet names seen in the field, in any language.
    """

    key: str
    titles: Mapping[Language, str]
    columns: tuple[Column, ...]
    named_by: str
    variants: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        """The column of that key; raises KeyError."""
        for each in self.columns:
            if each.key == key:
                return each
        raise KeyError(key)


Words3 = tuple[str, str, str]


def in_three(words: Words3) -> dict[Language, str]:
    """Finnish, Swedish and English words, by their language."""
    return dict(zip(LANGUAGES, words, strict=True))


def column(
    key: str,
    titles: Words3,
    kind: Kind = "text",
    *,
    fi: str = "",
    sv: str = "",
    en: str = "",
    required: bool = False,
    help: Words3 = ("", "", ""),
    choices: tuple[Choice, ...] = (),
    end: bool = False,
    asked: str = "--",
) -> Column:
    """A column written short: `fi`, `sv`, `en` are the variants of a language between bars.

    `asked` is two signs of `ASKED`: for the broad round and for the detailed one.
    """
    variants: dict[Language, tuple[str, ...]] = {
        language: tuple(text.split("|"))
        for language, text in zip(LANGUAGES, (fi, sv, en), strict=True)
        if text
    }
    broad, detailed = (ASKED[sign] for sign in asked)
    return Column(
        key,
        in_three(titles),
        kind,
        variants,
        required,
        in_three(help),
        choices,
        end,
        (broad, detailed),
    )


def choice(key: str, titles: Words3, also: str = "") -> Choice:
    """A choice written short: `also` are its other words between bars."""
    return Choice(key, in_three(titles), tuple(also.split("|")) if also else ())
