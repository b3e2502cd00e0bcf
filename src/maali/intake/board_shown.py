"""How rounds are shown: the board's lines, its map and strip, an answer's steps and sheets."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maali.core.maps import Area, region_map
from maali.core.strip import Part, strip
from maali.intake.engine.board import DONE, STATES, Glance, Line
from maali.intake.engine.completeness import Filled, SheetFilled
from maali.intake.engine.standing import Standing
from maali.intake.models import Invitation, Question, Round
from maali.intake.rounds_in_words import HOW, TONES, days_in_words
from maali.intake.rounds_in_words import STATES as WORDS
from maali.intake.shown import column_title, language
from maali.intake.words import question_sentence
from maali_engines.sheets.catalogue import BY_KEY, SHEETS

MOST_LACKING = 6


def address(round: Round, **wanted: Any) -> str:
    """The board of the round, filtered."""
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    return f"{reverse('intake:board', args=[round.programme.code])}?round={round.number}&{query}"


def line_shown(line: Line) -> dict[str, Any]:
    code = line.invitation.round.programme.code
    return {
        "line": line,
        "word": WORDS[line.state],
        "tone": tone_of(line.state, line.late),
        "days": days_in_words(line.days_left) if line.state not in DONE else "",
        "href": reverse("intake:invitation", args=[code, line.invitation.pk]),
        "people": ", ".join(line.people[:3]) + (" …" if len(line.people) > 3 else ""),
        "lacking": line.filled.asked - line.filled.filled,
    }


def tone_of(state: str, late: bool) -> str:
    return "risk" if late else TONES[state]


def states_shown(round: Round, seen: Glance) -> list[dict[str, Any]]:
    """Each state with its count and the board filtered by it, from the last to the first."""
    return [
        {
            "word": WORDS[state],
            "tone": TONES[state],
            "count": seen.states[state],
            "href": address(round, state=state),
        }
        for state in reversed(STATES)
        if seen.states[state] or state != "to_invite"
    ]


def state_strip(round: Round, seen: Glance) -> SafeString:
    parts = [
        Part(
            seen.states[state],
            TONES[state],
            str(WORDS[state]),
            address(round, state=state),
            faint=state in ("opened", "to_invite"),
        )
        for state in reversed(STATES)
    ]
    return strip(parts, label=_("How far the answers are"))


def board_map(round: Round, places: Iterable[Standing], measure: str) -> SafeString:
    """The municipalities by the state of their answer, or by how complete it is."""
    by_state = measure != "percent"
    return region_map(
        [
            Area(
                key=each.municipality.code,
                name=str(each.municipality),
                lon=each.municipality.lon,
                lat=each.municipality.lat,
                value=each.percent,
                text=str(WORDS[each.state]) if by_state else f"{each.percent} %",
                href=address(round, municipality=each.municipality.pk),
                tone=tone_of(each.state, each.late) if by_state else "",
            )
            for each in places
            if each.municipality.lon is not None
        ],
        label=_("How far the answers are, by municipality"),
        boundaries=round.programme.boundaries,
    )


def question_shown(question: Question) -> dict[str, Any]:
    return {
        "sentence": question_sentence(question),
        "href": reverse("intake:question", args=[question.programme.code, question.pk]),
    }


def steps_shown(line: Line) -> list[dict[str, Any]]:
    """The five states of one answer, each with when it was reached and by whom."""
    invitation = line.invitation
    # A file or a form begun shows that the answer is on its way, whoever opened it when.
    reached = {
        "invited": (invitation.invited_at, ""),
        "opened": (invitation.opened_at, ""),
        "partly": (line.last.answered_on if line.last else None, ""),
        "complete": (invitation.complete_at, invitation.complete_by),
        "accepted": (invitation.accepted_at, invitation.accepted_by),
    }
    now = STATES.index(line.state)
    return [
        {
            "name": WORDS[state],
            "tone": TONES[line.state] if here == now else "ok" if here < now else "idle",
            "here": here == now,
            "word": day_shown(at) if here <= now else "",
            "note": by if here <= now else "",
        }
        for here, (state, (at, by)) in enumerate(reached.items(), start=1)
    ]


def day_shown(at: date | datetime | None) -> str:
    day = localtime(at) if isinstance(at, datetime) else at
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def sheet_title(key: str) -> str:
    return str(BY_KEY[key].titles[language()]) if key in BY_KEY else key


def sheets_filled(filled: Filled) -> list[dict[str, Any]]:
    """Each sheet with how complete it is and which columns lack most."""
    return [
        {
            "sheet": each,
            "title": sheet_title(each.sheet),
            "missing": each.asked - each.filled,
            "lacking": lacking_shown(each)[:MOST_LACKING],
            "more": max(0, len(lacking_shown(each)) - MOST_LACKING),
        }
        for each in filled.sheets.values()
    ]


def most_lacking(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The mandatory columns of which the region lacks most, with how many organisations lack."""
    cells: Counter[tuple[str, str]] = Counter()
    organisations: Counter[tuple[str, str]] = Counter()
    for line in lines:
        for each in line.filled.sheets.values():
            for column, count in each.lacking.items():
                if count and each.told:
                    cells[each.sheet, column] += count
                    organisations[each.sheet, column] += 1
    return [
        {
            "sheet": sheet_title(sheet),
            "column": column_title(sheet, column),
            "cells": count,
            "organisations": organisations[sheet, column],
        }
        for (sheet, column), count in cells.most_common(MOST_LACKING)
    ]


def lacking_shown(each: SheetFilled) -> list[tuple[str, int]]:
    ordered = sorted(each.lacking.items(), key=lambda pair: -pair[1])
    return [(column_title(each.sheet, key), count) for key, count in ordered if count]


def asked_shown(asked: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Each sheet asked for, with the titles of its mandatory and its optional columns."""
    return [
        {
            "title": sheet_title(sheet),
            "mandatory": titles(sheet, columns, "mandatory"),
            "optional": titles(sheet, columns, "optional"),
        }
        for sheet, columns in asked.items()
    ]


def titles(sheet: str, columns: Mapping[str, str], how: str) -> list[str]:
    return [column_title(sheet, key) for key, each in columns.items() if each == how]


def choices_shown(asked: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Every sheet and column of the catalogue with what the round does with it."""
    return [
        {
            "key": sheet.key,
            "title": sheet.titles[language()],
            "asked": len(asked.get(sheet.key, {})),
            "columns": [
                {
                    "name": f"{sheet.key}.{column.key}",
                    "title": column.titles[language()],
                    "help": column.help.get(language(), ""),
                    "how": asked.get(sheet.key, {}).get(column.key, ""),
                    "names": column.key == sheet.named_by,
                }
                for column in sheet.columns
            ],
        }
        for sheet in SHEETS
    ]


def how_options() -> list[tuple[str, Any]]:
    return list(HOW.items())


def rounds_shown(rounds: Sequence[Round], today: Any) -> list[dict[str, Any]]:
    return [
        {
            "round": each,
            "tone": {"draft": "idle", "open": "going", "closed": "ok"}[each.state],
            "days": days_in_words((each.deadline - today).days) if each.state == "open" else "",
            "late": each.state == Round.State.OPEN and each.deadline < today,
        }
        for each in rounds
    ]


def recipients_shown(invitations: Iterable[Invitation]) -> list[dict[str, Any]]:
    return [
        {
            "invitation": each,
            "through": each.organisation.answers_through,
            "language": each.get_language_display(),
        }
        for each in invitations
    ]
