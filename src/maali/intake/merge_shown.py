"""How a merge is shown: each cell with what was sent out, what came back and what we hold."""

from dataclasses import dataclass
from typing import Any

from maali.intake.merged_in_words import MARKS, MEANWHILE, RULES, UNSETTLED
from maali.intake.models import Upload
from maali.intake.words import language
from maali_engines.sheets.catalogue import BY_KEY
from maali_engines.sheets.plain import spelt

TONES = {"untouched": "idle", "changed": "ok", "contradicts": "person", "emptied": "person"}


@dataclass(frozen=True)
class MergeShown:
    """One cell's mark in words, what was handed out and what we hold, and the rule that settles."""

    mark: str
    tone: str
    word: str
    base: str
    ours: str
    rule: str


def merge_shown(target: str, key: str, cell: dict[str, Any]) -> MergeShown | None:
    """The mark of a cell that was handed out; None of any other cell."""
    mark = cell.get("merge", "")
    if mark not in MARKS or target not in BY_KEY:
        return None
    column = BY_KEY[target].column(key)
    rule = str(RULES[cell["rule"]]) if cell.get("rule") else ""
    if mark == "contradicts" and not rule:
        rule = str(UNSETTLED)
    base, ours = (spelt(cell.get(name), column, language()) or "–" for name in ("base", "ours"))
    return MergeShown(mark, TONES[mark], str(MARKS[mark]), base, ours, rule)


def merge_summary(upload: Upload) -> dict[str, Any] | None:
    """What the merge found in the whole file; None where the file was not handed out by us."""
    found = upload.guess.get("merge")
    if not found:
        return None
    counts = found.get("counts", {})
    return {
        "marks": [(str(word), counts.get(mark, 0), TONES[mark]) for mark, word in MARKS.items()],
        "vanished": [
            {
                "title": BY_KEY[target].titles[language()],
                "names": [each["name"] for each in lost],
                "whole": target in found.get("sheets_gone", ()),
            }
            for target, lost in found.get("vanished", {}).items()
            if target in BY_KEY
        ],
        "rules": [str(rule) for rule in (*RULES.values(), *MEANWHILE.values())],
    }
