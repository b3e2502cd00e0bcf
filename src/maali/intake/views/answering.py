"""The form in the browser: first page, list of rows, one row, review, sending, passing on."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST as post_only

from maali.core.actions import Refused, ask_for_calculation
from maali.intake import actions
from maali.intake.actions.answering import Place, save_cell, send_form
from maali.intake.actions.handing import hand_out
from maali.intake.actions.respondents import actor, pass_on
from maali.intake.answer_shown import (
    clock,
    fields_shown,
    problem_of,
    row_listed,
    sheet_shown,
    to_mend,
)
from maali.intake.engine.form import GONE, NOT_KNOWN, FormRow
from maali.intake.forms import PassOnForm
from maali.intake.models import Entry, Handout, Message, Respondent, Upload
from maali.intake.queries.answering import questions_for, sent_forms
from maali.intake.questions_shown import question_shown
from maali.intake.rules.answering import why_not_pass_on
from maali.intake.sheets import handed_workbook, workbook_name
from maali.intake.shown import language
from maali.intake.views.asked_for import as_file
from maali.intake.views.desk import Desk
from maali_engines.sheets.columns import Sheet

# So many questions at once; answering them makes room for the next.
QUESTIONS = 10

__all__ = [
    "add",
    "answer",
    "file",
    "gone",
    "home",
    "passing_on",
    "review",
    "row",
    "save",
    "send",
    "sheet",
    "workbook",
]


def require_post(view: Any) -> Any:
    """GET on a change is 405; the request stands in the desk here."""

    def wrapped(desk: Desk, **asked: Any) -> HttpResponse:
        return post_only(lambda _request: view(desk, **asked))(desk.request)

    return wrapped


def home(desk: Desk) -> HttpResponse:
    """What is asked, how far it is, and where one was."""
    forms = sent_forms(desk.invitation)
    sent = {key: upload for upload, keys in forms for key in keys}
    parts = [
        sheet_shown(
            each, desk.rows(each), desk.url("sheet", each.key), state_of(sent.get(each.key))
        )
        for each in desk.sheets
    ]
    return desk.show(
        "answer_home",
        parts=parts,
        here=where_one_was(desk),
        others=others_writing(desk),
        questions=[
            (question_shown(each), desk.url("question", each.pk))
            for each in questions_for(desk.by, desk.invitation)[:QUESTIONS]
        ],
        sent=[upload for upload, _keys in forms],
        may_pass_on=not why_not_pass_on(desk.by, desk.invitation),
        whole=not desk.own_sheets,
    )


def state_of(upload: Upload | None) -> str:
    return upload.get_state_display() if upload else ""


def where_one_was(desk: Desk) -> dict[str, str] | None:
    """The row that this person wrote in last."""
    titles = {each.key: each for each in desk.sheets}
    own = [each for each in desk.entries if each.by == desk.name and each.sheet in titles]
    last = max(own, key=lambda each: each.at, default=None)
    if last is None:
        return None
    one = titles[last.sheet]
    found = next((row for row in desk.rows(one) if row.line == last.line), FormRow(last.line))
    return {
        "sheet": one.titles[language()],
        "name": found.name(one),
        "href": desk.url("row", one.key, last.line),
    }


def others_writing(desk: Desk) -> list[tuple[str, Entry]]:
    """The other people of the organisation who have written here, each with their last cell."""
    last = {each.by: each for each in desk.entries if each.by != desk.name}
    return sorted(last.items(), key=lambda pair: pair[1].at, reverse=True)[:6]


def sheet(desk: Desk, sheet: str) -> HttpResponse:
    """The rows of one sheet; those with something missing can be seen alone."""
    found = desk.sheet(sheet)
    listed = [row_listed(each, found) for each in desk.rows(found)]
    only = desk.request.GET.get("only") == "missing"
    return desk.show(
        "answer_sheet",
        sheet=found,
        title=found.titles[language()],
        rows=[
            (each, desk.url("row", found.key, each.line))
            for each in listed
            if each.needs_somebody or not only
        ],
        count=len(listed),
        missing=sum(each.needs_somebody for each in listed),
        only=only,
        add=desk.url("add", found.key),
        named=found.column(found.named_by).titles[language()],
        here=desk.url("sheet", found.key),
    )


@require_post
def add(desk: Desk, sheet: str) -> HttpResponse:
    """A row of its own, by its name."""
    found = desk.sheet(sheet)
    line = f"new-{secrets.token_hex(6)}"
    name = desk.request.POST.get("name", "").strip()
    if not name:
        messages.error(desk.request, _("Write what the new row is called."))
        return redirect(desk.url("sheet", found.key))
    try:
        save_cell(desk.form, Place(found, line, found.named_by), name, version=0, by=desk.by)
    except Refused as refusal:
        messages.error(desk.request, str(refusal))
        return redirect(desk.url("sheet", found.key))
    return redirect(desk.url("row", found.key, line))


def row(desk: Desk, sheet: str, line: str) -> HttpResponse:
    """One row as a card; without script the whole card is saved by its button."""
    found = desk.sheet(sheet)
    one = desk.row(found, line)
    if desk.request.method == "POST":
        return save_row(desk, found, one)
    lines = [each.line for each in desk.rows(found)]
    place = lines.index(line) if line in lines else len(lines) - 1
    must, helps = fields_shown(one, found)
    marked = one.entries.get(GONE)
    return desk.show(
        "answer_row",
        sheet=found,
        title=found.titles[language()],
        row=row_listed(one, found),
        name=one.name(found),
        must=must,
        helps=helps,
        told=sum(bool(each.text) for each in helps),
        open=any(each.other_by or each.problem for each in helps),
        number=place + 1,
        count=len(lines),
        back=desk.url("row", found.key, lines[place - 1]) if place > 0 else "",
        on=desk.url("row", found.key, lines[place + 1]) if place + 1 < len(lines) else "",
        here=desk.url("sheet", found.key),
        save=desk.url("save", found.key, line),
        gone=desk.url("gone", found.key, line),
        gone_version=marked.version if marked else 0,
    )


def save_row(desk: Desk, found: Sheet, one: FormRow) -> HttpResponse:
    """Every field that was changed on the page; each that is refused says why, the rest is kept."""
    posted, saved = desk.request.POST, 0
    for key in [name.removeprefix("version-") for name in posted if name.startswith("version-")]:
        text = chosen(posted, key)
        if text == posted.get(f"was-{key}", "") and not posted.get(f"choose-{key}"):
            continue
        try:
            place = Place(found, one.line, key)
            entry = save_cell(desk.form, place, text, version=version_in(posted, key), by=desk.by)
            saved += 1
            if entry.other_by:
                messages.warning(
                    desk.request, _("Somebody else wrote here meanwhile: choose below.")
                )
        except Refused as refusal:
            messages.error(desk.request, str(refusal))
    if saved:
        messages.success(desk.request, _("Saved."))
    return redirect(desk.url("row", found.key, one.line))


def chosen(posted: Any, key: str) -> str:
    """What a field says: a choice between two answers, "not known", or its text."""
    if f"choose-{key}" in posted:
        return str(posted[f"choose-{key}"])
    return NOT_KNOWN if posted.get(f"unknown-{key}") else str(posted.get(key, "")).strip()


def version_in(posted: Any, key: str) -> int:
    text = str(posted.get(f"version-{key}", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@require_post
def save(desk: Desk, sheet: str, line: str) -> HttpResponse:
    """One cell as it is typed. The answer says how it stands now, for the script of the page."""
    found = desk.sheet(sheet)
    desk.must_have(found, line)
    posted = desk.request.POST
    key, text = posted.get("key", ""), posted.get("text", "")
    try:
        entry = save_cell(
            desk.form,
            Place(found, line, key),
            text,
            version=version_in({"version-": posted.get("version", "")}, ""),
            by=desk.by,
        )
    except Refused as refusal:
        return JsonResponse({"state": "refused", "why": str(refusal)})
    return JsonResponse(
        {
            "state": "asked" if entry.other_by else "saved",
            "version": entry.version,
            "text": entry.text,
            "by": entry.by,
            "other": entry.other,
            "other_by": entry.other_by,
            "at": clock(entry),
            "problem": problem_of(found, key, entry.text) if key != GONE else "",
        }
    )


@require_post
def gone(desk: Desk, sheet: str, line: str) -> HttpResponse:
    """Say that what the row is about no longer exists, or that it does after all."""
    found = desk.sheet(sheet)
    desk.must_have(found, line)
    text = "x" if desk.request.POST.get("gone") else ""
    version = version_in(desk.request.POST, "gone")
    try:
        save_cell(desk.form, Place(found, line, GONE), text, version=version, by=desk.by)
    except Refused as refusal:
        messages.error(desk.request, str(refusal))
    return redirect(desk.url("row", found.key, line))


def review(desk: Desk) -> HttpResponse:
    """All that is missing, unreadable or said twice; then send all or a part."""
    parts = []
    for each in desk.sheets:
        rows = desk.rows(each)
        shown = sheet_shown(each, rows, desk.url("sheet", each.key))
        parts.append((shown, to_mend(each, rows, row_address(desk, each))))
    return desk.show("answer_review", parts=parts, whole=not desk.own_sheets)


def row_address(desk: Desk, sheet: Sheet) -> Any:
    return lambda line: desk.url("row", sheet.key, line)


@require_post
def send(desk: Desk) -> HttpResponse:
    posted = desk.request.POST
    try:
        send_form(
            desk.form,
            by=desk.by,
            sheets=posted.getlist("sheet") or ["-"],
            whole=bool(posted.get("whole")) and not desk.own_sheets,
        )
    except Refused as refusal:
        messages.error(desk.request, str(refusal))
        return redirect(desk.url("review"))
    messages.success(
        desk.request,
        _("Thank you, your answer was sent. You can still come back and complete it."),
    )
    return redirect(desk.url("home"))


def passing_on(desk: Desk) -> HttpResponse:
    """Hand some parts to a colleague, who gets a letter with a link of their own."""
    choices = [(each.key, each.titles[language()]) for each in desk.sheets]
    form = PassOnForm(desk.request.POST or None, sheets=choices)
    why_not = why_not_pass_on(desk.by, desk.invitation)
    if desk.request.method == "POST" and form.is_valid():
        try:
            added = pass_on(desk.invitation, by=desk.by, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            write_to(added, Message.Kind.PASSED_ON, by=desk.by)
            messages.success(
                desk.request, _("A letter with a link goes to %(name)s.") % {"name": added.name}
            )
            return redirect(desk.url("home"))
    return desk.show("answer_pass_on", form=form, why_not=why_not)


def write_to(respondent: Respondent, kind: str, *, by: Any) -> None:
    """One letter, by the worker, so that no page waits for the mail server."""
    ask_for_calculation(
        "send_letter",
        by=actor(by),
        title=_("A letter to %(organisation)s")
        % {"organisation": respondent.invitation.organisation},
        programme_id=respondent.invitation.round.programme_id,
        respondent=respondent.pk,
        letter=str(kind),
        occasion=str(kind),
    )


def workbook(desk: Desk) -> HttpResponse:
    """The same questions as a workbook; a link to a part has none, for a workbook asks it all."""
    if desk.own_sheets:
        raise Http404
    handout = hand_out(desk.invitation, Handout.Medium.WORKBOOK, by=actor(desk.by))
    return as_file(handed_workbook(handout), workbook_name(desk.invitation))


@require_post
def file(desk: Desk) -> HttpResponse:
    """A filled workbook, or whatever table the organisation has of its own."""
    given = desk.request.FILES.getlist("workbooks")
    if desk.own_sheets or not given:
        messages.error(desk.request, _("Choose a file first."))
        return redirect(desk.url("home"))
    invitation = desk.invitation
    for each in given:
        try:
            upload = actions.receive(
                invitation.round.programme,
                invitation.organisation,
                each.name or "",
                each.read(),
                by=actor(desk.by),
            )
        except Refused as refusal:
            messages.error(desk.request, str(refusal))
            continue
        if upload.state == Upload.State.REFUSED:
            messages.error(desk.request, f"{upload.name}: {upload.refusal}")
        else:
            messages.success(
                desk.request, _("%(file)s was received. Thank you.") % {"file": upload.name}
            )
    return redirect(desk.url("home"))


@require_post
def answer(desk: Desk, pk: int) -> HttpResponse:
    """A question of this person, answered in place."""
    found = questions_for(desk.by, desk.invitation).filter(pk=pk).first()
    if found is None:
        raise Http404
    posted = desk.request.POST
    text = posted.get("choice") or posted.get("answer", "")
    try:
        actions.answer_question(found, text, by=actor(desk.by))
    except Refused as refusal:
        messages.error(desk.request, str(refusal))
    else:
        messages.success(desk.request, _("Thank you."))
    return redirect(desk.url("home"))
