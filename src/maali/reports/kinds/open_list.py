"""What is open: every question, undecided system, matching proposal and late step in one list."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from maali.decisions.queries import systems_to_decide
from maali.intake.models import Question
from maali.intake.words import question_sentence
from maali.matching.models import Proposal
from maali.organisations.models import Programme
from maali.reports.report import Report, Section, Table, make
from maali.transition.queries import current_period, late_steps


def open_list(person: Any, programme: Programme, *, day: date) -> Report:
    sections = [
        questions(person, programme),
        undecided(person, programme),
        proposals(person, programme),
        late(person, programme),
    ]
    return make("open_list", _("What is open: %(region)s") % {"region": programme}, day, sections)


def questions(person: Any, programme: Programme) -> Section:
    rows = Question.objects.visible_to(person).filter(programme=programme).open()
    table = tuple(
        (
            str(row.organisation),
            question_sentence(row),
            row.upload.name if row.upload else "",
            row.sheet,
            f"{row.column}{row.row or ''}",
        )
        for row in rows.select_related("organisation", "upload")
    )
    columns = (_("Organisation"), _("Question"), _("File"), _("Sheet"), _("Cell"))
    return Section(_("Questions"), table=Table(columns, table))


def undecided(person: Any, programme: Programme) -> Section:
    rows = systems_to_decide(person, programme, {"state": "open"})
    table = tuple((str(row.organisation), row.name, row.users) for row in rows)
    columns = (_("Organisation"), _("System"), _("Users"))
    return Section(_("Not decided"), table=Table(columns, table))


def proposals(person: Any, programme: Programme) -> Section:
    rows = Proposal.objects.visible_to(person).filter(programme=programme, state="open")
    table = tuple(
        (row.get_thing_display(), row.left_name, row.right_name, round(row.probability, 2))
        for row in rows
    )
    columns = (_("What"), _("One"), _("Other"), _("How likely"))
    return Section(_("One and the same?"), table=Table(columns, table))


def late(person: Any, programme: Programme) -> Section:
    rows = late_steps(person, programme, current_period(programme))
    table = tuple(
        (row.transition.site.name, row.model_step.number, row.model_step.name, row.planned_end)
        for row in rows
    )
    columns = (_("Site"), _("Step"), _("Name"), _("Planned end"))
    return Section(_("Late steps"), table=Table(columns, table))
