"""The key systems of a detailed round: which, why, and what a person chose otherwise."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maali.core.actions import Refused
from maali.core.doing import whole_number
from maali.intake import actions, queries
from maali.intake.models import KeySystem, Round
from maali.intake.rounds_in_words import REASONS, reasons_in_words
from maali.intake.rules.rounds import why_not_pick
from maali.intake.views.asked_for import programme_of
from maali.intake.views.rounds import own_round, planned_round
from maali.inventory.models import System

ON_PAGE = 50


def chosen(request: HttpRequest, found: list[KeySystem]) -> list[KeySystem]:
    """By reason ("hand" and "left_out" are what people did) and by organisation."""
    reason, organisation = (
        request.GET.get("reason", ""),
        whole_number(request.GET.get("organisation")),
    )
    return [
        each
        for each in found
        if has_reason(each, reason)
        and (not organisation or each.system.organisation_id == organisation)
    ]


def has_reason(each: KeySystem, reason: str) -> bool:
    if reason == "left_out":
        return each.left_out
    if reason == "hand":
        return bool(each.by) and not each.left_out
    return not each.left_out and (not reason or reason in each.reasons)


@require_GET
def key_system_list(request: HttpRequest, pk: int) -> HttpResponse:
    asked = own_round(request, pk)
    if asked.kind != Round.Kind.DETAILED:
        raise Http404
    every = list(queries.key_systems_seen(request.user, asked, left_out_too=True))
    counts = Counter(code for each in every if not each.left_out for code in each.reasons)
    page = Paginator(chosen(request, every), ON_PAGE).get_page(request.GET.get("page"))
    organisations = {each.system.organisation_id: each.system.organisation for each in every}
    context = {
        "round": asked,
        "page": page,
        "rows": [
            {"key": each, "reasons": reasons_in_words(each.reasons)} for each in page.object_list
        ],
        "all": sum(not each.left_out for each in every),
        "by_hand": sum(bool(each.by) and not each.left_out for each in every),
        "left_out": sum(each.left_out for each in every),
        "counts": [(code, REASONS[code], counts[code]) for code in REASONS if counts[code]],
        "reasons": reason_options(counts),
        "reason": request.GET.get("reason", ""),
        "organisations": sorted(organisations.items(), key=lambda pair: str(pair[1])),
        "organisation": whole_number(request.GET.get("organisation")),
        "found": addable(request, asked),
        "why_not": why_not_pick(request.user, asked),
    }
    return render(request, "intake/key_system_list.html", context)


def reason_options(counts: Counter[str]) -> list[tuple[str, Any]]:
    rule = [(code, f"{REASONS[code]} ({counts[code]})") for code in REASONS if counts[code]]
    return [*rule, ("hand", _("put in by a person")), ("left_out", _("left out by a person"))]


def addable(request: HttpRequest, asked: Round) -> list[System]:
    """Systems with the words looked for that are not among the key ones."""
    words = request.GET.get("find", "").strip()
    if len(words) < 2:
        return []
    systems = System.objects.visible_to(request.user).counted()
    systems = systems.filter(programme=asked.programme, name__icontains=words)
    already = asked.key_systems.filter(left_out=False).values("system")
    return list(systems.exclude(pk__in=already).select_related("organisation")[:20])


def back(request: HttpRequest, asked: Round) -> HttpResponse:
    return redirect("intake:key_system_list", programme_of(request).code, asked.pk)


@require_POST
def key_systems_pick(request: HttpRequest, pk: int) -> HttpResponse:
    asked = planned_round(request, pk)
    try:
        counts = actions.pick_key_systems(asked, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("Picked anew: %(found)d came, %(unchanged)d stayed, %(deleted)d went.")
        messages.success(request, words % counts)
    return back(request, asked)


@require_POST
def key_system_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a system in, or leave it out, with a reason."""
    asked = planned_round(request, pk)
    systems = System.objects.visible_to(request.user).filter(programme=programme_of(request))
    system = get_object_or_404(systems, pk=whole_number(request.POST.get("system")))
    left_out = request.POST.get("left_out") == "yes"
    reason = request.POST.get("reason", "")
    try:
        actions.choose_key_system(asked, system, left_out=left_out, reason=reason, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("%(system)s is left out.") if left_out else _("%(system)s is put in.")
        messages.success(request, done % {"system": system})
    return back(request, asked)


@require_POST
def key_system_follow(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    asked = planned_round(request, pk)
    found = get_object_or_404(
        asked.key_systems.select_related("system", "round__programme"), pk=key
    )
    try:
        actions.follow_rule(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("%(system)s follows the rule again.")
        messages.success(request, done % {"system": found.system})
    return back(request, asked)
