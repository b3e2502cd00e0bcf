"""The list of files as people read it: each with its state and what in it waits for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maali.intake import queries
from maali.intake.models import Upload, UploadRow
from maali.intake.shown import refusal_shown
from maali.intake.words import reason_word

State = Upload.State
# What waits for a person to look, mend or accept it.
WAITING = (State.RECEIVED, State.READ, State.NEEDS_PERSON)
WAITS = "waiting"


@dataclass
class FileShown:
    upload: Upload
    needs: list[str]
    questions: int


def files_shown(person: Any, uploads: Sequence[Upload]) -> list[FileShown]:
    """Two queries, however many files there are."""
    rows = queries.summaries(each.pk for each in uploads)
    asked = queries.open_by_upload(person, uploads)
    return [
        FileShown(
            each, needs_of(each, rows[each.pk][UploadRow.Effect.PROBLEM]), asked.get(each.pk, 0)
        )
        for each in uploads
    ]


def needs_of(upload: Upload, problems: int) -> list[str]:
    """What somebody has to do before the file is part of the inventory, or why it never will."""
    if upload.state == State.REFUSED:
        return [refusal_shown(upload)]
    if upload.state not in WAITING:
        return []
    needs = [reason_word(code, params) for code, params in upload.guess.get("needs_person", ())]
    if problems:
        words = ngettext("%(n)s row has a problem", "%(n)s rows have a problem", problems)
        needs.append(words % {"n": problems})
    if upload.state == State.READ:
        needs.append(_("Waits to be accepted"))
    return needs


def state_choices() -> list[tuple[str, Any]]:
    return [(WAITS, _("waits for a person")), *State.choices]
