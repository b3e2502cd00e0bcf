import pytest

from maali.intake import queries
from maali.intake.models import Upload, UploadRow
from maali.organisations.models import Organisation, Person, Programme

pytestmark = pytest.mark.django_db


def upload(organisation: Organisation, state: str, sha256: str) -> Upload:
    return Upload.objects.create(
        programme=organisation.programme,
        organisation=organisation,
        name="a.xlsx",
        sha256=sha256,
        state=state,
        by="x",
    )


def test_the_board_shows_each_organisation_at_the_best_of_its_files(
    region: Programme, home: Organisation, cecilia: Person
) -> None:
    upload(home, Upload.State.REFUSED, "1")
    upload(home, Upload.State.READ, "2")
    board = {line.organisation.code: line for line in queries.board(cecilia, region)}
    assert board[home.code].state == Upload.State.READ
    assert {line.state for code, line in board.items() if code != home.code} == {""}


def test_a_contact_sees_only_the_own_organisation_on_the_board(
    region: Programme, home: Organisation, aino: Person, bertil: Person
) -> None:
    upload(home, Upload.State.READ, "1")
    assert [line.organisation for line in queries.board(aino, region)] == [home]
    assert not queries.uploads(bertil, region)


def test_the_board_takes_four_queries_however_many_files_there_are(
    region: Programme, home: Organisation, cecilia: Person, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for number in range(12):
        upload(home, Upload.State.REFUSED, str(number))
    with django_assert_max_num_queries(4):
        queries.board(cecilia, region)


def test_rows_are_counted_by_what_they_would_do(home: Organisation) -> None:
    read = upload(home, Upload.State.READ, "1")
    for number, effect in enumerate(["new", "new", "problem"]):
        UploadRow.objects.create(
            upload=read, target="systems", sheet="S", row=number, kind="entry", effect=effect
        )
    counted = queries.summary(read)
    assert (counted["new"], counted["problem"], counted["changed"]) == (2, 1, 0)


def test_a_refused_or_withdrawn_file_does_not_stand_in_the_way_of_the_same_file(
    home: Organisation,
) -> None:
    upload(home, Upload.State.REFUSED, "1")
    upload(home, Upload.State.WITHDRAWN, "1")
    assert queries.same_file(home, "1") is None
