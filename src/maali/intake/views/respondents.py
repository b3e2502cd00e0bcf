"""The people of an invitation: who has a link, given, renewed and revoked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused
from maali.core.doing import try_and_say
from maali.intake import queries
from maali.intake.actions.respondents import add_respondent, renew_link, revoke_link
from maali.intake.engine.form import sheets_of_form
from maali.intake.forms import RespondentForm
from maali.intake.models import Invitation, Respondent
from maali.intake.rules.answering import why_not_invite
from maali.intake.shown import language
from maali.intake.views.asked_for import programme_of


def own_invitation(request: HttpRequest, pk: int) -> Invitation:
    found = get_object_or_404(queries.invitations(request.user, programme_of(request)), pk=pk)
    if why := why_not_invite(request.user, found):
        raise PermissionDenied(why)
    return found


def respondents(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone who has a link to this invitation, and a form to give one to somebody else."""
    found = own_invitation(request, pk)
    choices = [(each.key, each.titles[language()]) for each in sheets_of_form(found.round)]
    first: dict[str, Any] = {"language": found.language}
    form = RespondentForm(request.POST or None, sheets=choices, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_respondent(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("%(name)s has a link now.") % {"name": added.name})
            return redirect("intake:respondents", programme_of(request).code, found.pk)
    context = {"invitation": found, "form": form}
    return render(request, "intake/respondent_list.html", context)


def own_respondent(request: HttpRequest, pk: int) -> Respondent:
    rows = Respondent.objects.visible_to(request.user).select_related(
        "invitation__round__programme", "invitation__organisation"
    )
    found: Respondent = get_object_or_404(
        rows, pk=pk, invitation__round__programme=programme_of(request)
    )
    if why := why_not_invite(request.user, found.invitation):
        raise PermissionDenied(why)
    return found


def try_it(request: HttpRequest, found: Respondent, act: Any, done: str) -> HttpResponse:
    try_and_say(request, lambda: act(found, by=request.user), done)
    return redirect("intake:respondents", programme_of(request).code, found.invitation_id)


@require_POST
def link_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_respondent(request, pk)
    done = _("The link of %(name)s opens nothing any more.") % {"name": found.name}
    return try_it(request, found, revoke_link, done)


@require_POST
def link_renew(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_respondent(request, pk)
    done = _("%(name)s has a new link; the old one opens nothing any more.") % {"name": found.name}
    return try_it(request, found, renew_link, done)
