"""Who may send, accept and answer, and when: each rule is a sentence that says no, or ""."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maali.intake.models import Question, Upload
from maali.inventory.rules import why_not_change as why_not_answer_for
from maali.organisations.models import Organisation

State = Upload.State


def why_not_send(person: Any, organisation: Organisation) -> str:
    """An organisation's files are sent by its own contact or by a planner."""
    return why_not_answer_for(person, organisation)


def why_not_change(person: Any, upload: Upload) -> str:
    """A file that was read can be corrected by those who may send it, until it is accepted."""
    if why := why_not_answer_for(person, upload.organisation):
        return why
    return why_not_open(upload)


def why_not_open(upload: Upload) -> str:
    """Why the file can no longer be corrected, accepted or withdrawn, or ""."""
    if upload.state == State.ACCEPTED:
        return already_accepted(upload)
    if upload.state == State.REFUSED:
        return _("%(file)s was refused when it came: mend the file and send it again.") % {
            "file": upload.name
        }
    if upload.state == State.WITHDRAWN:
        return _("%(file)s has been withdrawn: send it again if it should count.") % {
            "file": upload.name
        }
    return ""


def already_accepted(upload: Upload) -> str:
    """Who accepted the file and when, so that the second of two people knows what happened."""
    if upload.source is None:
        return _("%(file)s has already been accepted.") % {"file": upload.name}
    return _("%(file)s has already been accepted by %(person)s on %(when)s.") % {
        "file": upload.name,
        "person": upload.source.by,
        "when": date_format(localtime(upload.source.at), "SHORT_DATETIME_FORMAT"),
    }


def why_not_accept(person: Any, upload: Upload) -> str:
    """Only what could be read without doubt, or has been corrected, can be accepted."""
    if why := why_not_change(person, upload):
        return why
    if upload.state == State.RECEIVED:
        return _("%(file)s is still being read: wait a moment.") % {"file": upload.name}
    if upload.state == State.NEEDS_PERSON:
        return _("%(file)s needs a person first: say which column is which.") % {
            "file": upload.name
        }
    return ""


def why_not_read_again(person: Any, upload: Upload) -> str:
    """Reading again needs the file, which is not kept when it holds an identity code."""
    if why := why_not_change(person, upload):
        return why
    if upload.content is None:
        return _(
            "%(file)s was not kept because it holds a personal identity code: "
            "remove the code, correct the titles in the file and send it again."
        ) % {"file": upload.name}
    return ""


def why_not_take_back(person: Any, upload: Upload) -> str:
    """An accepted file is taken back by those who may send it."""
    if why := why_not_answer_for(person, upload.organisation):
        return why
    if upload.state != State.ACCEPTED or upload.source is None:
        return _("%(file)s has not been accepted, so there is nothing to take back.") % {
            "file": upload.name
        }
    return ""


def why_not_answer(person: Any, question: Question) -> str:
    """A question is answered once, by the organisation's contact or by a planner."""
    if why := why_not_answer_for(person, question.organisation):
        return why
    if question.dropped:
        return _("This question is no longer asked: what it was about has changed.")
    if question.answered_at is None:
        return ""
    return _("%(person)s has already answered this on %(when)s.") % {
        "person": question.answered_by,
        "when": date_format(localtime(question.answered_at), "SHORT_DATETIME_FORMAT"),
    }
