"""How much of what is mandatory is answered, and how far each answer is."""

from typing import Any

import pytest

from maali.intake import actions
from maali.intake.engine.board import Line, board, glance, sorted_lines
from maali.intake.engine.completeness import Filled, completeness
from maali.intake.engine.standing import by_municipality, without_place
from maali.intake.models import Entry, Handout, Question, Round
from maali.inventory.models import Source, Statement
from maali.organisations.models import Person, Programme
from tests.maali.intake.asking import invitation_of, make, opened, system
from tests.maali.intake.conftest import Send

pytestmark = pytest.mark.django_db


def filled(found: Round, code: str) -> Filled:
    invitation = invitation_of(found, code)
    return completeness(found, [invitation])[invitation.pk]


def lines(found: Round, person: Person) -> dict[str, Line]:
    return {line.organisation.code: line for line in board(person, found)}


def write(found: Round, code: str, *cells: tuple[str, str, str]) -> Handout:
    """Somebody types into the open form of the organisation: row, column, text."""
    form = Handout.objects.create(
        invitation=invitation_of(found, code), medium=Handout.Medium.FORM, by="Maija"
    )
    for line, column, text in cells:
        Entry.objects.create(
            handout=form, sheet="systems", line=line, column=column, text=text, by="Maija"
        )
    return form


def test_mandatory_cells_are_counted_by_sheet_and_column(
    region: Programme, cecilia: Person
) -> None:
    found = opened(region, cecilia)
    system(region, "A", "Effica", users=120)
    system(region, "A", "Pegasos")
    system(region, "A", "Vanha", standing="gone")
    system(region, "B", "Titania", users=3)
    mine = filled(found, "A")
    assert (mine.asked, mine.filled, mine.percent) == (4, 3, 75)
    assert mine.sheets["systems"].rows == 2
    assert mine.sheets["systems"].lacking == {"user_count": 1}
    assert filled(found, "B").percent == 100


def test_silence_is_not_complete(region: Programme, cecilia: Person) -> None:
    silent = filled(opened(region, cecilia), "A")
    assert silent.percent == 0
    assert not silent.sheets["systems"].told


def test_what_is_said_to_be_unknown_is_answered_and_counted_apart(
    region: Programme, cecilia: Person
) -> None:
    found = opened(region, cecilia)
    unsure = system(region, "A", "Effica")
    source = Source.objects.create(
        programme=region, kind="workbook", name="a.xlsx", by="Aino", at=found.changed_at
    )
    Statement.objects.create(
        source=source, subject_kind="system", subject_id=unsure.pk, field="users", value=None,
        certainty="unknown",
    )  # fmt: skip
    assert (filled(found, "A").percent, filled(found, "A").unknown) == (100, 1)


def test_an_open_form_counts_where_the_inventory_knows_nothing(
    region: Programme, cecilia: Person
) -> None:
    found = opened(region, cecilia)
    known, gap = system(region, "A", "Effica", users=5), system(region, "A", "Pegasos")
    form = write(
        found,
        "A",
        (str(known.pk), "user_count", "6"),
        (str(gap.pk), "user_count", "40"),
        (str(gap.pk), "vendor", "CGI"),
        ("uusi-1", "system_name", "Titania"),
    )
    mine = filled(found, "A")
    assert (mine.asked, mine.filled, mine.typed) == (6, 5, 2)
    assert mine.sheets["systems"].lacking == {"user_count": 1}
    Handout.objects.filter(pk=form.pk).update(sent_at=form.made_at)
    assert filled(found, "A").typed == 0


def test_the_first_row_of_a_form_takes_the_place_of_the_row_awaited(
    region: Programme, cecilia: Person
) -> None:
    found = opened(region, cecilia)
    write(found, "A", ("uusi-1", "system_name", "Titania"), ("uusi-1", "user_count", "?"))
    assert (filled(found, "A").asked, filled(found, "A").percent) == (2, 100)


def test_a_detailed_round_counts_key_systems_alone(region: Programme, cecilia: Person) -> None:
    key = system(region, "A", "Effica", criticality=1)
    system(region, "A", "Pikku", users=2)
    found = make(region, cecilia, "detailed")
    actions.pick_key_systems(found, by=cecilia)
    actions.add_recipients(found, region.organisations.filter(code__in="AB"), by=cecilia)
    assert filled(found, "A").sheets["systems"].rows == 1
    assert filled(found, "B").percent == 100
    actions.choose_key_system(found, key, left_out=True, reason="Poistuu", by=cecilia)
    assert filled(found, "A").sheets["systems"].rows == 0


def test_every_column_that_a_round_can_ask_for_can_be_counted(
    region: Programme, cecilia: Person
) -> None:
    for kind in ("broad", "detailed"):
        found = actions.make_round(
            region,
            kind=kind,
            name=kind,
            deadline="2022-03-14",
            by=cecilia,  # type: ignore[arg-type]
        )
        actions.add_recipients(found, region.organisations.filter(code="A"), by=cecilia)
        assert filled(found, "A").asked > 0


def test_an_answer_goes_from_invited_to_accepted(
    region: Programme, cecilia: Person, aino: Person, send: Send
) -> None:
    found = make(region, cecilia)
    actions.add_recipients(found, region.organisations.filter(code="A"), by=cecilia)
    assert lines(found, cecilia)["A"].state == "to_invite"
    actions.open_round(found, by=cecilia)
    assert lines(found, cecilia)["A"].state == "invited"
    found.invitations.update(opened_at=found.changed_at)
    assert lines(found, cecilia)["A"].state == "opened"
    send()
    assert lines(found, cecilia)["A"].state == "partly"
    actions.say_complete(invitation_of(found, "A"), by=aino)
    assert lines(found, cecilia)["A"].state == "complete"
    actions.accept_answer(invitation_of(found, "A"), by=cecilia)
    assert lines(found, cecilia)["A"].state == "accepted"


def test_who_has_not_called_the_answer_complete_by_the_deadline_is_late(
    region: Programme, cecilia: Person, aino: Person
) -> None:
    found = opened(region, cecilia)
    assert not any(line.late for line in board(cecilia, found))
    Round.objects.filter(pk=found.pk).update(deadline="2022-02-25")
    found.refresh_from_db()
    actions.say_complete(invitation_of(found, "A"), by=aino)
    seen = lines(found, cecilia)
    assert (seen["A"].late, seen["B"].late, seen["B"].days_left) == (False, True, -3)
    assert glance(list(seen.values())).late == 4
    actions.close_round(found, by=cecilia)
    assert glance(board(cecilia, found)).late == 0


def test_contradictions_are_counted_among_the_open_questions(
    region: Programme, cecilia: Person
) -> None:
    found = opened(region, cecilia)
    own = {"programme": region, "organisation": region.organisations.get(code="A")}
    for code in ("answers_differ", "unreadable_count"):
        Question.objects.create(code=code, **own)
    seen = lines(found, cecilia)
    assert (seen["A"].questions, seen["A"].contradictions, seen["B"].questions) == (2, 1, 0)
    ordered = sorted_lines(seen.values(), "questions")
    assert ordered[0].organisation.code == "A"


def test_a_contact_sees_the_own_line_alone(
    region: Programme, cecilia: Person, aino: Person
) -> None:
    assert list(lines(opened(region, cecilia), aino)) == ["A"]


def test_a_municipality_is_as_far_as_its_last_answer(
    region: Programme, cecilia: Person, aino: Person
) -> None:
    there = region.municipalities.get(name="Äänekoski")
    region.organisations.filter(code="SAA").update(municipality=there)
    found = opened(region, cecilia)
    actions.say_complete(invitation_of(found, "A"), by=aino)
    every = board(cecilia, found)
    at = {str(each.municipality): each for each in by_municipality(every)}
    assert (at["Äänekoski"].state, at["Äänekoski"].organisations) == ("invited", 2)
    assert [line.organisation.code for line in without_place(every)] == ["PEL"]


def test_the_board_takes_as_many_queries_for_many_as_for_few(
    region: Programme, cecilia: Person, send: Send, django_assert_max_num_queries: Any
) -> None:
    found = opened(region, cecilia)
    send()
    for number in range(20):
        for code in ("A", "B", "SAA", "PEL"):
            system(region, code, f"Xyzzy {number}", users=number or None)
    write(found, "A", ("uusi", "system_name", "X"))
    with django_assert_max_num_queries(9):
        assert len(board(cecilia, found)) == 5
