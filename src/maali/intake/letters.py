"""The letters of a round in words: what each says, in its recipient's language, and why not now.

A letter says what is asked, why, by when, where, whom to ask, and how to answer by workbook.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from maali.intake.engine.form import sheets_of_form
from maali.intake.links import link_of
from maali.intake.models import Message, Respondent, Round
from maali.intake.queries import today_of
from maali.intake.rules.answering import why_not_use_link
from maali.intake.sheets import language_in, whom_to_ask

Kind, State = Message.Kind, Message.State
# Days before the deadline on which those who are not ready are reminded; once more after it.
REMINDED_BEFORE = (7, 1)


@dataclass(frozen=True)
class Letter:
    """One letter as it would go: `why_not` is the sentence that holds it back, or ""."""

    respondent: Respondent
    kind: str
    occasion: str
    subject: str
    body: str
    why_not: str = ""
    earlier: Message | None = None


def occasion_of(kind: str, deadline: date, today: date) -> str:
    """For what a letter is: a moved deadline makes new reminders. "" when none is due today."""
    if kind != Kind.REMINDER:
        return str(kind)
    left = (deadline - today).days
    if left < 0:
        return f"reminder after {deadline.isoformat()}"
    due = [days for days in REMINDED_BEFORE if left <= days]
    return f"reminder {min(due)} before {deadline.isoformat()}" if due else ""


def letters_of(of: Round, kind: str) -> list[Letter]:
    """The letter of that kind to every respondent of the round, with what holds some of them back.

    A handful of queries, however many there are.
    """
    occasion = occasion_of(kind, of.deadline, today_of(of.programme))
    people = (
        Respondent.objects.filter(invitation__round=of)
        .select_related("invitation__round__programme", "invitation__organisation__programme")
        .prefetch_related("messages")
        .order_by("invitation__organisation__name", "pk")
    )
    whom = whom_to_ask(people[0].invitation) if people else ""
    return [letter_to(each, kind, occasion, whom) for each in people]


def letter_to(respondent: Respondent, kind: str, occasion: str, whom: str = "") -> Letter:
    """The letter as it would go now; `whom` to ask is looked up where it is not given."""
    earlier = next(
        (m for m in respondent.messages.all() if (m.kind, m.occasion) == (kind, occasion)), None
    )
    why = why_not_now(respondent, kind, occasion) or why_not_again(earlier)
    with override(respondent.language):
        subject, body = compose(respondent, kind, whom or whom_to_ask(respondent.invitation))
    return Letter(respondent, kind, occasion, subject, body, why, earlier)


def why_not_again(earlier: Message | None) -> str:
    """The same letter never goes twice; one that failed may be tried again."""
    if earlier is None or earlier.state == State.FAILED:
        return ""
    when = {"when": date_format(localtime(earlier.at), "SHORT_DATETIME_FORMAT")}
    if earlier.state == State.SENT:
        return _("Sent on %(when)s.") % when
    return (
        _(
            "It was being sent on %(when)s when the sending was broken off: it is not known "
            "whether it went. It is not sent again unless you say that it never arrived."
        )
        % when
    )


def why_not_now(respondent: Respondent, kind: str, occasion: str) -> str:
    """What of the round, the link or the answer speaks against the letter."""
    invitation = respondent.invitation
    done = invitation.complete_at or invitation.accepted_at
    if kind == Kind.THANKS:
        return "" if done else _("The answer is not complete yet.")
    if invitation.round.state != Round.State.OPEN:
        return _("The round is not open.")
    if why := why_not_use_link(respondent):
        return why
    if kind == Kind.REMINDER:
        return why_not_remind(bool(done), occasion)
    return ""


def why_not_remind(done: bool, occasion: str) -> str:
    if done:
        return _("The answer is complete.")
    if not occasion:
        days = ", ".join(map(str, REMINDED_BEFORE))
        return _(
            "None is due today: reminders go %(days)s days before the deadline, and after."
        ) % {"days": days}
    return ""


def compose(respondent: Respondent, kind: str, whom: str) -> tuple[str, str]:
    """Subject and text, in the language in force."""
    subject, first = OPENINGS[kind](respondent)
    paragraphs = [_("Hello %(name)s,") % {"name": respondent.name}, first]
    if kind == Kind.THANKS:
        paragraphs.append(
            _("You can still read and complete the answer: %(link)s") % facts(respondent)
        )
    else:
        paragraphs += how_to_answer(respondent)
    paragraphs.append(_("Whom to ask: %(whom)s") % {"whom": whom})
    return subject[:200], "\n\n".join(each for each in paragraphs if each) + "\n"


def facts(respondent: Respondent) -> dict[str, str]:
    """What the sentences of letters need, in the language in force."""
    invitation, programme = respondent.invitation, respondent.invitation.round.programme
    sheets = sheets_of_form(invitation.round, respondent.sheets)
    giver = respondent.passed_on_by
    return {
        "region": str(programme),
        "organisation": str(invitation.organisation),
        "round": invitation.round.name,
        "sheets": ", ".join(each.titles[language_in(respondent.language)] for each in sheets),
        "deadline": day(invitation.round.deadline),
        "start": day(programme.start_day),
        "expires": day(respondent.expires_on),
        "link": link_of(respondent),
        "giver": giver.name if giver else str(invitation.organisation),
    }


def day(when: date) -> str:
    return date_format(when, "SHORT_DATE_FORMAT")


def open_request(respondent: Respondent) -> tuple[str, str]:
    told = facts(respondent)
    subject = _("%(region)s: what IT does %(organisation)s use? Answer by %(deadline)s") % told
    why = _(
        "%(region)s starts on %(start)s. So that everything works that day, we ask every "
        "organisation what IT it uses. This is “%(round)s”; of %(organisation)s we ask: %(sheets)s."
    )
    purpose = respondent.invitation.round.purpose
    return subject, (why % told) + (f"\n\n{purpose}" if purpose else "")


def open_reminder(respondent: Respondent) -> tuple[str, str]:
    told = facts(respondent)
    left = (
        respondent.invitation.round.deadline - today_of(respondent.invitation.round.programme)
    ).days
    if left < 0:
        when = _(
            "The deadline was %(deadline)s, and the answer of %(organisation)s is not complete."
        )
    else:
        when = ngettext(
            "%(days)s day is left for the answer of %(organisation)s.",
            "%(days)s days are left for the answer of %(organisation)s.",
            left,
        )
    helps = _("What you have is enough: a partial answer and “not known” help too.")
    subject = _("Reminder: %(round)s, by %(deadline)s") % told
    return subject, f"{when % {**told, 'days': left}} {helps}"


def open_thanks(respondent: Respondent) -> tuple[str, str]:
    told = facts(respondent)
    text = _(
        "Thank you: the answer of %(organisation)s to “%(round)s” has come. We come back to you "
        "only if something in it needs a word from you."
    )
    return _("Thank you for the answer: %(round)s") % told, text % told


def open_passed_on(respondent: Respondent) -> tuple[str, str]:
    told = facts(respondent)
    text = _(
        "%(giver)s asks you to answer a part of “%(round)s” for %(organisation)s: %(sheets)s. "
        "%(region)s starts on %(start)s, and by then we must know what IT is in use."
    )
    return _("%(giver)s asks for your help: %(sheets)s") % told, text % told


OPENINGS: dict[str, Callable[[Respondent], tuple[str, str]]] = {
    Kind.REQUEST: open_request,
    Kind.REMINDER: open_reminder,
    Kind.THANKS: open_thanks,
    Kind.PASSED_ON: open_passed_on,
}


def how_to_answer(respondent: Respondent) -> Iterable[str]:
    told = facts(respondent)
    yield _("Please answer by %(deadline)s.") % told
    yield (
        _(
            "Answer through your own link; no account is needed, a telephone will do:\n%(link)s\n"
            "It is valid until %(expires)s. Do not forward it: a colleague gets a link of their "
            "own from the page."
        )
        % told
    )
    yield _(
        "What you write is saved as you type, so you can stop and go on later. If something is not "
        "known, say so: that is an answer too."
    )
    if not respondent.sheets:
        yield _(
            "You can answer by workbook instead: it is attached, with what we know already. "
            "Fill it in and send it through the same link."
        )
    yield _("Do not write personal identity codes anywhere; they are not stored.")


def next_reminders(of: Round) -> list[date]:
    """The days on which reminders of the round are due, the last one after its deadline."""
    before = [of.deadline - timedelta(days=days) for days in REMINDED_BEFORE]
    return [*before, of.deadline + timedelta(days=1)]
