"""Workbooks to download: what is asked of an organisation, and the questions that are open."""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maali.intake.engine.fields import KIND_OF
from maali.intake.engine.handing import asked_sheets, known_rows
from maali.intake.models import Handout, Invitation, Question
from maali.intake.words import choice_word, place_of, question_sentence
from maali.inventory.models import KINDS
from maali.organisations.models import Organisation, Role
from maali_engines.sheets import write
from maali_engines.sheets.catalogue import SHEETS
from maali_engines.sheets.columns import Language, Sheet
from maali_engines.sheets.plain import NOT_KNOWN


def handed_workbook(handout: Handout) -> bytes:
    """The workbook of a handout: always the same bytes, in the language of whoever fills it in."""
    invitation = handout.invitation
    language = language_in(handout.language)
    sheets = asked_sheets(invitation.round)
    rows = {
        key: [{"id": pk, **cells} for pk, cells in given.items()]
        for key, given in handout.rows.items()
    }
    with override(language):
        guide = _("How to fill in"), list(guide_lines(invitation, sheets, language))
    return write.question_workbook(
        language,
        rows,
        made_on=localtime(handout.made_at).date(),
        sheets=sheets,
        stamp=write.Stamp(
            language,
            invitation.organisation.programme.code,
            invitation.organisation.code,
            str(handout.pk),
        ),
        guide=guide,
    )


def workbook_name(invitation: Invitation) -> str:
    """The name begins with the organisation's code, by which `maali collect read` knows it."""
    return f"{invitation.organisation.code}_{invitation.round.number}_maali.xlsx"


def template_sheet(organisation: Organisation) -> bytes:
    """What is known of an organisation that no open round asks, on all sheets; without a base."""
    rows = {
        sheet.key: [
            {"id": pk, **cells}
            for pk, cells in known_rows(
                organisation,
                sheet,
                KINDS[KIND_OF[sheet.key]].objects.filter(organisation=organisation).order_by("pk"),
            ).items()
        ]
        for sheet in SHEETS
        if sheet.key in KIND_OF
    }
    return write.question_workbook(
        language_in(organisation.language), rows, made_on=localdate(), sender=organisation.code
    )


def language_in(code: str) -> Language:
    return "fi" if code == "fi" else "sv" if code == "sv" else "en"


def guide_lines(
    invitation: Invitation, sheets: Iterable[Sheet], language: Language
) -> Iterator[tuple[str, str]]:
    """What the first sheet says, in the language in force: why, by when, how, and whom to ask."""
    asked = invitation.round
    yield "title", f"{asked.name}: {invitation.organisation}"
    if asked.purpose:
        yield "text", asked.purpose
    yield "heading", _("By when")
    yield (
        "text",
        _("Send the workbook back by %(day)s. A partial answer in time helps most.")
        % {"day": date_format(asked.deadline, "j.n.Y")},
    )
    yield "heading", _("Whom to ask")
    yield "text", whom_to_ask(invitation)
    yield "heading", _("How")
    yield from (("text", line) for line in how_to_fill_in(language))
    yield "heading", _("What is asked")
    for sheet in sheets:
        title = sheet.titles[language]
        must = [each.titles[language] for each in sheet.columns if each.required]
        yield (
            "text",
            _("Sheet “%(sheet)s”. Mandatory: %(columns)s.")
            % {
                "sheet": title,
                "columns": ", ".join(must) or "–",
            },
        )
        for each in sheet.columns:
            if text := each.help.get(language):
                yield "text", f"{title} – {each.titles[language]}: {text}"


def how_to_fill_in(language: Language) -> list[str]:
    return [
        _("What we know already is filled in. Correct what is wrong and leave the rest as it is."),
        _("Columns whose title ends in * must be answered; the others help if you know them."),
        _("Where nobody knows, write “%(unknown)s”. That is an answer too.")
        % {"unknown": NOT_KNOWN[language]},
        _("An estimate is welcome: “%(estimate)s” is understood as one.")
        % {"estimate": {"fi": "n. 40", "sv": "ca 40", "en": "about 40"}[language]},
        _("The lists only suggest: you may write whatever fits better."),
        _("Add rows below the last one. You may sort, filter, and add columns of your own."),
        _("Of what no longer exists, delete the row: you will be asked whether it has gone."),
        _("Never write personal identity codes: the file would not be kept."),
    ]


def whom_to_ask(invitation: Invitation) -> str:
    """The region's planners with their addresses; without any, whoever sent the workbook."""
    planners = Role.objects.filter(
        programme=invitation.round.programme, kind=Role.Kind.PLANNER
    ).select_related("person")
    names = [f"{each.person} ({each.person.email})" for each in planners.order_by("pk")[:3]]
    return "; ".join(names) or _("Whoever sent you this workbook.")


def question_sheet(questions: Iterable[Question]) -> bytes:
    """The questions as a plain table, each with its place and a column for the answer."""
    titles = [
        _("Number"),
        _("Organisation"),
        _("Question"),
        _("Place"),
        _("Answer"),
        _("Answered by"),
    ]
    rows = [
        (
            question.pk,
            str(question.organisation),
            question_sentence(question),
            place_of(
                question.upload.name if question.upload else "",
                question.sheet,
                question.row,
                question.column,
            ),
            choice_word(str(question.answer)) if question.answer is not None else "",
            question.answered_by,
        )
        for question in questions
    ]
    return write.table(_("Questions"), titles, rows, made_on=localdate())
