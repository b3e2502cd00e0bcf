"""The form: what was handed out, what was typed, who of two is right, and what is sent."""

from types import SimpleNamespace
from typing import Any

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.intake.actions import accept
from maali.intake.actions.answering import Place, open_form, save_cell, send_form
from maali.intake.engine.form import GONE, form_rows, lacking, sheets_of_form
from maali.intake.models import Entry, Handout, Round, Upload, UploadRow
from maali.inventory.models import Source, System
from tests.maali.intake.asked import desk

__all__ = ["desk"]
HETU = "131052-308T"


def systems(desk: SimpleNamespace) -> Any:
    return sheets_of_form(desk.of)[0]


def write(desk: SimpleNamespace, column: str, text: str, *, line: str = "", **how: Any) -> Entry:
    form = how.pop("form", None) or open_form(desk.invitation, by=desk.maija)
    place = Place(systems(desk), line or str(desk.effica.pk), column)
    given = {"version": 0, "by": desk.maija, **how}
    return save_cell(form, place, text, **given)


def test_the_form_begins_with_what_is_known(desk: SimpleNamespace) -> None:
    form = open_form(desk.invitation, by=desk.maija)
    rows = form_rows(form, [], systems(desk), "fi")
    assert [row.texts["system_name"] for row in rows] == ["Effica", "Titania"]
    assert rows[0].texts["user_count"] == "120"
    assert [column.key for column in lacking(rows[0], systems(desk))] == ["personal_data"]


def test_everybody_fills_in_the_same_form(desk: SimpleNamespace) -> None:
    first = open_form(desk.invitation, by=desk.maija)
    assert open_form(desk.invitation, by=desk.planner) == first
    assert Handout.objects.filter(medium="form").count() == 1


def test_a_cell_is_kept_with_who_wrote_it(desk: SimpleNamespace) -> None:
    entry = write(desk, "user_count", " noin 130 ")
    assert (entry.text, entry.by, entry.version) == ("noin 130", "Maija", 1)
    assert write(desk, "user_count", "140", version=1).version == 2


def test_of_two_answers_at_once_both_are_kept_until_one_is_chosen(desk: SimpleNamespace) -> None:
    write(desk, "user_count", "130")
    clash = write(desk, "user_count", "150", by=desk.planner)
    assert (clash.text, clash.by) == ("130", "Maija")
    assert (clash.other, clash.other_by) == ("150", "Cecilia")
    chosen = write(desk, "user_count", "150", version=clash.version)
    assert (chosen.text, chosen.other_by) == ("150", "")


def test_a_third_answer_waits_until_two_are_settled(desk: SimpleNamespace, aino: Any) -> None:
    write(desk, "user_count", "130")
    write(desk, "user_count", "150", by=desk.planner)
    with pytest.raises(Refused, match="choose one of them first"):
        write(desk, "user_count", "170", by=aino)


def test_whoever_wrote_first_may_write_on_and_loses_nothing_of_the_other(
    desk: SimpleNamespace,
) -> None:
    write(desk, "user_count", "130")
    write(desk, "user_count", "150", by=desk.planner)
    entry = write(desk, "user_count", "135", version=1)
    assert (entry.text, entry.other) == ("135", "150")


def test_the_same_text_twice_is_no_dispute(desk: SimpleNamespace) -> None:
    write(desk, "user_count", "130")
    assert write(desk, "user_count", "130", by=desk.planner).other_by == ""


@pytest.mark.parametrize("column", ["system_name", "notes", "user_count"])
def test_an_identity_code_is_stored_nowhere(desk: SimpleNamespace, column: str) -> None:
    with pytest.raises(Refused, match="identity code"):
        write(desk, column, f"Matti {HETU}")
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("column", "line"), [("yearly_cost", ""), ("notes", "987654")])
def test_what_is_not_asked_cannot_be_written(desk: SimpleNamespace, column: str, line: str) -> None:
    with pytest.raises(Refused, match="no such cell"):
        write(desk, column, "1", line=line)


def test_a_closed_round_takes_nothing(desk: SimpleNamespace) -> None:
    form = open_form(desk.invitation, by=desk.maija)
    Round.objects.update(state=Round.State.CLOSED)
    desk.maija.invitation.round.refresh_from_db()
    form.invitation.round.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        write(desk, "notes", "hei", form=form)


def test_what_is_sent_is_a_file_like_any_other(desk: SimpleNamespace) -> None:
    write(desk, "user_count", "n. 130")
    write(desk, "personal_data", "kyllä")
    write(desk, "system_name", "Lifecare", line="new-0123456789ab")
    upload = send_form(open_form(desk.invitation, by=desk.maija), by=desk.maija)
    rows = {row.cells["system_name"]["value"]: row for row in upload.rows.filter(target="systems")}
    assert upload.state == Upload.State.READ
    assert upload.name.startswith("Lomake ")
    assert upload.by == "Maija"
    assert rows["Effica"].cells["user_count"]["value"] == 130
    assert rows["Effica"].cells["user_count"]["certainty"] == "estimate"
    assert rows["Effica"].effect == UploadRow.Effect.CHANGED
    assert rows["Titania"].effect == UploadRow.Effect.UNCHANGED
    assert rows["Lifecare"].effect == UploadRow.Effect.NEW
    assert rows["Effica"].sheet == "Järjestelmät"
    assert Event.objects.filter(verb="received a file").count() == 1


def test_what_is_accepted_stands_in_the_inventory_with_the_form_as_its_source(
    desk: SimpleNamespace,
) -> None:
    write(desk, "user_count", "130")
    upload = send_form(open_form(desk.invitation, by=desk.maija), by=desk.maija)
    accept(upload, by=desk.planner)
    desk.effica.refresh_from_db()
    assert desk.effica.users == 130
    assert Source.objects.get(upload=upload).kind == Source.Kind.FORM


def test_nobody_sends_the_same_form_twice(desk: SimpleNamespace) -> None:
    form = open_form(desk.invitation, by=desk.maija)
    same = Handout.objects.get(pk=form.pk)
    send_form(form, by=desk.maija)
    with pytest.raises(Refused, match="was sent"):
        send_form(same, by=desk.planner)
    assert Upload.objects.count() == 1


def test_exactly_the_same_answer_is_not_sent_again(desk: SimpleNamespace) -> None:
    write(desk, "user_count", "130")
    send_form(open_form(desk.invitation, by=desk.maija), by=desk.maija)
    accept(Upload.objects.get(), by=desk.planner)
    again = open_form(desk.invitation, by=desk.maija)
    assert not again.entries.exists()
    assert again.rows["systems"][str(desk.effica.pk)]["user_count"] == 130


def test_two_answers_are_settled_before_they_are_sent(desk: SimpleNamespace) -> None:
    write(desk, "user_count", "130")
    write(desk, "user_count", "150", by=desk.planner)
    with pytest.raises(Refused, match="choose which one holds"):
        send_form(open_form(desk.invitation, by=desk.maija), by=desk.maija)


def test_a_part_is_sent_and_the_rest_goes_on(desk: SimpleNamespace) -> None:
    write(desk, "user_count", "130")
    form = open_form(desk.invitation, by=desk.maija)
    sites = sheets_of_form(desk.of)[1]
    save_cell(
        form,
        Place(sites, "new-0123456789ab", "site_name"),
        "Terveysasema",
        version=0,
        by=desk.maija,
    )
    upload = send_form(form, by=desk.maija, sheets=["systems"])
    assert {row.target for row in upload.rows.all()} == {"systems"}
    on = open_form(desk.invitation, by=desk.maija)
    assert on != form
    assert {entry.text for entry in on.entries.all()} == {"130", "Terveysasema"}


def test_a_newer_sending_takes_the_place_of_one_that_nobody_accepted(
    desk: SimpleNamespace,
) -> None:
    write(desk, "user_count", "130")
    first = send_form(open_form(desk.invitation, by=desk.maija), by=desk.maija)
    write(desk, "user_count", "140", version=1)
    send_form(open_form(desk.invitation, by=desk.maija), by=desk.maija)
    first.refresh_from_db()
    assert first.state == Upload.State.WITHDRAWN
    assert Upload.objects.filter(state=Upload.State.READ).count() == 1


def test_a_system_that_no_longer_exists_is_told_as_gone(desk: SimpleNamespace) -> None:
    write(desk, GONE, "x")
    upload = send_form(open_form(desk.invitation, by=desk.maija), by=desk.maija)
    accept(upload, by=desk.planner)
    desk.effica.refresh_from_db()
    assert desk.effica.standing == System.Standing.GONE
    assert not Upload.objects.get().questions.filter(code="struck_through").exists()


def test_with_the_whole_answer_the_invitation_is_complete(desk: SimpleNamespace) -> None:
    send_form(open_form(desk.invitation, by=desk.maija), by=desk.maija, whole=True)
    desk.invitation.refresh_from_db()
    assert desk.invitation.complete_by == "Maija"


def test_one_who_was_handed_a_part_sends_that_part_alone(desk: SimpleNamespace) -> None:
    desk.maija.sheets = ["sites"]
    desk.maija.save()
    upload = send_form(open_form(desk.invitation, by=desk.maija), by=desk.maija)
    assert [each["name"] for each in upload.guess["sheets"] if each["target"]] == ["Toimipisteet"]
