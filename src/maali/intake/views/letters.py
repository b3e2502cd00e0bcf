"""The letters of a round: every recipient and every letter to be read before anything is sent."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused, ask_for_calculation
from maali.intake import queries
from maali.intake.actions.letters import say_unsent
from maali.intake.letters import letters_of, next_reminders
from maali.intake.models import Message, Round
from maali.intake.rules.answering import why_not_write
from maali.intake.views.asked_for import programme_of

Kind = Message.Kind
# A part is passed on by whoever passes it on, at once; its letter is not sent from here.
KINDS = (Kind.REQUEST, Kind.REMINDER, Kind.THANKS)


def round_to_write_of(request: HttpRequest, pk: int) -> Round:
    """The round, for those who may write to its people: addresses are shown to nobody else."""
    if why := why_not_write(request.user, programme_of(request)):
        raise PermissionDenied(why)
    return get_object_or_404(queries.rounds(request.user, programme_of(request)), pk=pk)


def kind_in(text: str) -> str:
    return text if text in KINDS else str(Kind.REQUEST)


def letter_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What would go to whom, each letter as it would arrive, and what would not go and why."""
    of = round_to_write_of(request, pk)
    kind = kind_in(request.GET.get("kind", ""))
    letters = letters_of(of, kind)
    due = [each for each in letters if not each.why_not]
    context = {
        "round": of,
        "kind": kind,
        "kinds": [(str(each), each.label) for each in KINDS],
        "due": due,
        "held": [each for each in letters if each.why_not],
        "lost": Message.State.SENDING,
        "reminders": next_reminders(of),
        "why_not": "" if due else _("There is nothing to send now."),
    }
    return render(request, "intake/letter_list.html", context)


@require_POST
def letter_send(request: HttpRequest, pk: int) -> HttpResponse:
    of = round_to_write_of(request, pk)
    kind = kind_in(request.POST.get("kind", ""))
    if not any(not each.why_not for each in letters_of(of, kind)):
        messages.error(request, _("There is nothing to send now."))
        address = reverse("intake:letter_list", args=[programme_of(request).code, of.pk])
        return redirect(f"{address}?kind={kind}")
    calculation = ask_for_calculation(
        "send_letters",
        by=request.user,
        title=_("Sending letters: %(kind)s, %(round)s")
        % {"kind": Kind(kind).label, "round": of.name},
        programme_id=of.programme_id,
        asked_round=of.pk,
        letter=kind,
        person=request.user.pk,
    )
    return redirect("core:calculation", programme_of(request).code, calculation.pk)


@require_POST
def letter_unsent(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says that a letter of unknown fate never arrived."""
    if why := why_not_write(request.user, programme_of(request)):
        raise PermissionDenied(why)
    found = get_object_or_404(
        Message.objects.select_related(
            "respondent__invitation__round__programme", "respondent__invitation__organisation"
        ),
        pk=pk,
        respondent__invitation__round__programme=programme_of(request),
    )
    try:
        say_unsent(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It can be sent again now."))
    of = found.respondent.invitation.round
    address = reverse("intake:letter_list", args=[programme_of(request).code, of.pk])
    return redirect(f"{address}?kind={found.kind}")
