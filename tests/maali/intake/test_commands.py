"""`maali collect`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maali.intake.models import Question, Upload
from maali.inventory.models import System
from maali.organisations.models import Person, Programme
from tests.maali.intake import hostile
from tests.maali.intake.asking import invitation_of, opened
from tests.maali.intake.conftest import EFFICA, SYSTEMS, TITLES

pytestmark = pytest.mark.django_db


def collect(*words: str) -> str:
    """What `maali collect` prints when it is called with these words."""
    out = StringIO()
    call_command("collect", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "A_Äänekoski_2021-11-17.xlsx").write_bytes(hostile.table(SYSTEMS))
    (tmp_path / "B_Konnevesi_2021-11-18.xlsx").write_bytes(hostile.picture())
    (tmp_path / "X_Muualla.xlsx").write_bytes(hostile.table(SYSTEMS))
    return tmp_path


def test_a_folder_is_collected_each_file_for_the_organisation_it_is_named_after(
    folder: Path, region: Programme
) -> None:
    out = collect("read", str(folder), "--programme", region.code, "--accept")
    assert set(Upload.objects.values_list("organisation__code", "state")) == {
        ("A", "accepted"),
        ("B", "refused"),
    }
    assert System.objects.count() == 3
    assert "X_Muualla.xlsx" in out


def test_the_same_folder_twice_changes_nothing(folder: Path, region: Programme) -> None:
    for _ in range(2):
        collect("read", str(folder), "--programme", region.code, "--accept")
    assert Upload.objects.filter(state="accepted").count() == 1
    assert System.objects.count() == 3


def test_a_contact_collects_for_the_own_organisation_alone(
    folder: Path, region: Programme, aino: Person
) -> None:
    collect("read", str(folder), "--programme", region.code, "--by", aino.email)
    assert set(Upload.objects.values_list("organisation__code", flat=True)) == {"A"}


def test_an_unknown_programme_is_told_plainly(folder: Path, region: Programme) -> None:
    with pytest.raises(CommandError):
        collect("read", str(folder), "--programme", "muu")


def test_open_questions_are_listed_and_written_as_a_workbook(
    folder: Path, region: Programme
) -> None:
    bad = folder / "SAA_Saarikka.xlsx"
    bad.write_bytes(hostile.table([TITLES, [*EFFICA[:4], "31.2.2022", "kyllä"]]))
    collect("read", str(bad), "--programme", region.code, "--accept")
    out = collect("questions", "--programme", region.code)
    assert "31.2.2022" in out
    target = folder / "kysymykset.xlsx"
    collect("questions", "--programme", region.code, "--out", str(target))
    assert target.read_bytes().startswith(b"PK")
    assert Question.objects.open().filter(code="impossible_date").count() == 1


def test_a_file_is_mended_row_by_row_then_accepted_or_withdrawn(
    folder: Path, region: Programme
) -> None:
    collect("read", str(folder), "--programme", region.code)
    file = ["A_Äänekoski_2021-11-17.xlsx", "--programme", region.code]
    place = ["--sheet", "Järjestelmät", "--row"]
    collect("mend", *file, *place, "2", "--column", "user_count", "--text", "121")
    collect("mend", *file, *place, "3", "--leave-out")
    with pytest.raises(CommandError, match="99"):
        collect("mend", *file, *place, "99", "--leave-out")
    collect("accept", *file)
    assert dict(System.objects.values_list("name", "users")) == {"Effica": 121, "M2": 300}
    with pytest.raises(CommandError):
        collect("withdraw", *file)


def test_links_are_given_listed_revoked_and_renewed(region: Programme, cecilia: Person) -> None:
    asked = ["--round", str(opened(region, cecilia).number), "--programme", region.code]
    person = ["--organisation", "A", "--name", "Maija", "--email", "maija@example.org"]
    given = collect("add-respondent", *asked, *person)
    link = given.split()[-1]
    assert link not in collect("respondents", *asked)
    assert link in collect("respondents", *asked, "--links")
    number = given.split()[0]
    collect("link", "revoke", number, "--programme", region.code)
    assert link not in collect("respondents", *asked, "--links")
    assert link not in collect("link", "renew", number, "--programme", region.code)
    with pytest.raises(CommandError):
        collect("add-respondent", *asked, *person)


def test_an_answer_is_marked_complete_accepted_and_open_again(
    region: Programme, cecilia: Person
) -> None:
    found = opened(region, cecilia)
    asked = ["--round", str(found.number), "--organisation", "A", "--programme", region.code]
    for how in ("complete", "accepted", "open"):
        collect("mark", how, *asked, "--reason", "Puuttuu", "--by", cecilia.email)
    answer = invitation_of(found, "A")
    assert (answer.complete_at, answer.accepted_at) == (None, None)
