"""Finnish and Swedish for every text of the source, by Babel alone (no gettext programs).

    python tools/i18n.py missing [part]   CSV lines of what has no translation yet
    python tools/i18n.py merge            source + parts/*.csv -> the two django.po
    python tools/i18n.py compile          .po -> .mo, which are not committed
    python tools/i18n.py check            fails on a text that is missing, wrong, or gone

People write src/maali/locale/parts/<part>.csv, one file for each part of the source, with the
columns msgid,fi,sv and where needed msgctxt, msgid_plural, fi_plural, sv_plural. One text has one
translation: what several parts say stands in shared.csv. The catalogues are made from these files.
"""

import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "maali"
LOCALE = SOURCE / "locale"
LANGUAGES = ("fi", "sv")
COLUMNS = ("msgctxt", "msgid", "msgid_plural", "fi", "fi_plural", "sv", "sv_plural")
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|(?<!\{)\{\w*(?:![rsa])?(?::[^{}]*)?\}(?!\})")
FORMATTED = re.compile(r"\b(?:_|n?p?gettext(?:_lazy)?)\(\s*f[\"']")


@dataclass(frozen=True, order=True)
class Text:
    """One text to translate, as the source says it."""

    context: str
    single: str
    plural: str = ""


@dataclass
class Found:
    """The texts of the source with the files that say them, and what cannot be read."""

    texts: dict[Text, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def source_files() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*")):
        is_text = path.suffix in {".py", ".html", ".txt"}
        if is_text and "migrations" not in path.parts and LOCALE not in path.parents:
            yield path


def text_of(function: str, message: object) -> Text:
    parts = [str(part or "") for part in (message if isinstance(message, tuple) else (message,))]
    context = parts.pop(0) if "pgettext" in function else ""
    counts = function.startswith(("ng", "np"))
    return Text(context, parts[0], parts[1] if counts and len(parts) > 1 else "")


def find() -> Found:
    """Read every marked text of Python files and templates."""
    found = Found()
    for path in source_files():
        name = path.relative_to(ROOT).as_posix()
        code = path.read_text("utf-8")
        if path.suffix != ".py":
            code = templatize(code, origin=name)
        elif FORMATTED.search(code):
            found.problems.append(f"{name}: an f-string cannot be translated; use %(name)s")
        lines = extract_python(io.BytesIO(code.encode()), KEYWORDS, [], {"encoding": "utf-8"})
        for _line, function, message, _comments in lines:
            text = text_of(str(function or "_"), message)
            files = found.texts.setdefault(text, [])
            if text.single and name not in files:
                files.append(name)
    found.texts = {text: files for text, files in found.texts.items() if text.single}
    return found


@dataclass(frozen=True)
class Row:
    """One line of a CSV file: a text and what it is in each language, single and plural."""

    file: str
    words: dict[str, tuple[str, str]]


def read_parts() -> tuple[dict[Text, Row], list[str]]:
    """Every line of parts/*.csv; shared.csv goes first, and two files may not disagree."""
    known: dict[Text, Row] = {}
    problems = []
    paths = sorted((LOCALE / "parts").glob("*.csv"), key=lambda p: (p.stem != "shared", p.name))
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for line in csv.DictReader(lines):
                text = Text(*(line.get(name) or "" for name in COLUMNS[:3]))
                words = {
                    lang: (line.get(lang) or "", line.get(f"{lang}_plural") or "")
                    for lang in LANGUAGES
                }
                row = known.setdefault(text, Row(path.name, words))
                if row.words != words and row.file != "shared.csv":
                    problems.append(
                        f"{path.name} and {row.file} disagree on {text.single!r}: "
                        f"{words} / {row.words}; put it into shared.csv"
                    )
    return known, problems


def faults(text: Text, lang: str, row: Row | None) -> list[str]:
    """What is wrong with one translation, as sentences."""
    single, plural = row.words[lang] if row else ("", "")
    if not single or (text.plural and not plural):
        return [f"{lang}: not translated: {text.single!r}"]
    wanted = set(PLACEHOLDER.findall(text.plural or text.single))
    said = set(PLACEHOLDER.findall(plural or single))
    unknown = set(PLACEHOLDER.findall(single)) - wanted
    if wanted != said or unknown:
        odd = ", ".join(sorted((wanted ^ said) | unknown))
        return [f"{lang}: placeholders differ ({odd}): {text.single!r}"]
    return []


def catalogue(lang: str, found: Found, known: dict[Text, Row]) -> bytes:
    """The text of django.po: every text of the source with its translation, sorted."""
    book = Catalog(locale=lang, charset="utf-8")
    for text in sorted(found.texts):
        single, plural = known[text].words[lang] if text in known else ("", "")
        book.add(
            (text.single, text.plural) if text.plural else text.single,
            (single, plural) if text.plural else single,
            context=text.context or None,
            locations=[(file, None) for file in sorted(found.texts[text])],  # type: ignore[misc]
        )
    body = io.BytesIO()
    write_po(body, book, omit_header=True, width=0, include_lineno=False, sort_output=True)
    return HEADER.format(language=lang).encode() + body.getvalue()


def po_path(lang: str) -> Path:
    return LOCALE / lang / "LC_MESSAGES" / "django.po"


def missing(part: str = "") -> int:
    """Print CSV lines, ready to be filled in, of what has no translation yet."""
    found, (known, _) = find(), read_parts()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for text, files in sorted(found.texts.items()):
        here = not part or any(file.startswith(f"src/maali/{part}/") for file in files)
        if here and any(faults(text, lang, known.get(text)) for lang in LANGUAGES):
            out.writerow([text.context, text.single, text.plural, "", "", "", ""])
    return 0


def merge() -> int:
    found, (known, _) = find(), read_parts()
    for lang in LANGUAGES:
        po_path(lang).parent.mkdir(parents=True, exist_ok=True)
        po_path(lang).write_bytes(catalogue(lang, found, known))
    print(
        f"Translations: {len(found.texts)} texts, {len(found.texts.keys() - known.keys())} missing"
    )
    return 0


def compile_catalogues() -> int:
    for lang in LANGUAGES:
        if po_path(lang).exists():
            with (
                po_path(lang).open("rb") as text,
                po_path(lang).with_suffix(".mo").open("wb") as out,
            ):
                write_mo(out, read_po(text, locale=lang))
    return 0


def problems() -> list[str]:
    """Everything that is wrong with the translations, as sentences; [] when all is well."""
    found, (known, disagreements) = find(), read_parts()
    all_wrong = found.problems + disagreements
    for text in sorted(found.texts):
        for lang in LANGUAGES:
            all_wrong += faults(text, lang, known.get(text))
    all_wrong += [
        f"{known[text].file}: no file says any more: {text.single!r}"
        for text in sorted(known.keys() - found.texts.keys())
    ]
    for lang in LANGUAGES:
        path = po_path(lang)
        if not path.exists() or path.read_bytes() != catalogue(lang, found, known):
            all_wrong.append(f"{lang}: the catalogue is stale: run `make translations`")
    return all_wrong


def check() -> int:
    wrong = problems()
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


COMMANDS = {"missing": missing, "merge": merge, "compile": compile_catalogues, "check": check}

if not settings.configured:
    settings.configure(USE_I18N=True)

if __name__ == "__main__":
    raise SystemExit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
