"""Where an answer is filled in: reached by a personal link, or by a person with an account.

Every page of the form is one view with a `Desk`; the two ways in differ only in who is let in.
What a link shows is exactly its invitation, and of that its own sheets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maali.intake import links, queries
from maali.intake.actions.answering import open_form
from maali.intake.actions.respondents import note_visit
from maali.intake.engine.form import FormRow, form_rows, has_line, sheets_of_form
from maali.intake.models import Entry, Handout, Invitation, Respondent
from maali.intake.rules.answering import (
    why_not_answer_invitation,
    why_not_fill,
    why_not_use_link,
)
from maali.intake.sheets import whom_to_ask
from maali.intake.shown import language
from maali.intake.views.asked_for import programme_of
from maali_engines.sheets.columns import Sheet

# One person types a few cells a minute; a link that asks this often is not a person.
MOST_OF_A_LINK, MOST_WRONG = 240, 30
MINUTE = 60


@dataclass
class Desk:
    """One request at the form: whose answer, who fills it in, and where its pages are."""

    request: HttpRequest
    invitation: Invitation
    by: Any
    token: str = ""

    @property
    def name(self) -> str:
        return str(self.by)

    @property
    def own_sheets(self) -> list[str]:
        return list(self.by.sheets) if isinstance(self.by, Respondent) else []

    @cached_property
    def form(self) -> Handout:
        return open_form(self.invitation, by=self.by)

    @cached_property
    def sheets(self) -> list[Sheet]:
        return sheets_of_form(self.invitation.round, self.own_sheets)

    @cached_property
    def entries(self) -> list[Entry]:
        return list(self.form.entries.all())

    def sheet(self, key: str) -> Sheet:
        found = next((each for each in self.sheets if each.key == key), None)
        if found is None:
            raise Http404
        return found

    def rows(self, sheet: Sheet) -> list[FormRow]:
        return form_rows(self.form, self.entries, sheet, language())

    def must_have(self, sheet: Sheet, line: str) -> None:
        if not has_line(self.form, sheet, line):
            raise Http404

    def row(self, sheet: Sheet, line: str) -> FormRow:
        """The row of that line; one that is new begins empty."""
        self.must_have(sheet, line)
        return next((row for row in self.rows(sheet) if row.line == line), FormRow(line))

    def url(self, name: str, *args: Any) -> str:
        if self.token:
            return reverse(f"answering:{name}", args=[self.token, *args])
        code = self.invitation.round.programme.code
        return reverse(f"intake:answer_{name}", args=[code, self.invitation.pk, *args])

    def show(self, template: str, **context: Any) -> HttpResponse:
        urls = {
            name: self.url(name)
            for name in ("home", "review", "send", "pass_on", "workbook", "file")
        }
        frame = {
            "desk": self,
            "urls": urls,
            "invitation": self.invitation,
            "round": self.invitation.round,
            "whom": whom_to_ask(self.invitation),
            "days_left": (
                self.invitation.round.deadline - queries.today_of(self.invitation.round.programme)
            ).days,
        }
        return render(self.request, f"intake/{template}.html", {**frame, **context})


View = Callable[..., HttpResponse]


def kept_quiet(response: HttpResponse) -> HttpResponse:
    """Nothing of a form is kept by browsers, proxies or search engines, nor told to other sites."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "same-origin"
    return response


def by_link(view: View) -> View:
    """The way in by a personal link: no account, no session, only what is signed in the address."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **asked: Any) -> HttpResponse:
        return kept_quiet(open_link(view, request, token, asked))

    return wrapped


def open_link(view: View, request: HttpRequest, token: str, asked: dict[str, Any]) -> HttpResponse:
    respondent = links.respondent_of(token)
    if respondent is None:
        if links.too_often("wrong link", address_of(request), most=MOST_WRONG, seconds=MINUTE):
            return closed(request, _("Too many wrong links were tried: wait a minute."), 429)
        return closed(request, _("This link is not complete, or a newer one has replaced it."), 404)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(respondent.language)
        request.LANGUAGE_CODE = respondent.language
    if links.too_often("link", token, most=MOST_OF_A_LINK, seconds=MINUTE):
        return closed(request, _("This link was used too often: wait a minute."), 429)
    if why := why_not_use_link(respondent):
        return closed(request, why, 410, respondent.invitation)
    note_visit(respondent)
    return at_desk(view, Desk(request, respondent.invitation, respondent, token), asked)


def by_account(view: View) -> View:
    """The way in for a contact or planner, below the programme's own pages."""

    @wraps(view)
    def wrapped(request: HttpRequest, invitation: int, **asked: Any) -> HttpResponse:
        found = get_object_or_404(
            queries.invitations(request.user, programme_of(request)), pk=invitation
        )
        if why := why_not_answer_invitation(request.user, found):
            raise PermissionDenied(why)
        return kept_quiet(at_desk(view, Desk(request, found, request.user), asked))

    return wrapped


def at_desk(view: View, desk: Desk, asked: dict[str, Any]) -> HttpResponse:
    if why := why_not_fill(desk.by, desk.invitation):
        return closed(desk.request, why, 200, desk.invitation)
    return view(desk, **asked)


def closed(
    request: HttpRequest, why: str, status: int, invitation: Invitation | None = None
) -> HttpResponse:
    """A plain page that says why nothing opens, whom to ask, and how to get a new link."""
    context = {"why": why, "whom": whom_to_ask(invitation) if invitation else "", "old": status}
    return render(request, "intake/answer_closed.html", context, status=status)


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
