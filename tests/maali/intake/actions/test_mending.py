"""Cells and rows mended from a page that has grown old."""

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.intake.actions import accept, correct_header, leave_out, mend, put_back
from maali.intake.models import UploadRow
from maali.organisations.models import Person
from tests.maali.intake.conftest import Send


def test_a_row_of_an_earlier_reading_is_not_mended(send: Send, aino: Person) -> None:
    upload = send()
    stale = upload.rows.all()[0]
    correct_header(upload, "Järjestelmät", 1, by=aino)
    for act in (
        lambda: mend(stale, "vendor", "CGI", by=aino),
        lambda: leave_out(stale, by=aino),
        lambda: put_back(stale, by=aino),
    ):
        with pytest.raises(Refused):
            act()
    assert not UploadRow.objects.filter(left_out=True).exists()
    assert not Event.objects.filter(verb__in=["mended a cell", "left out a row"]).exists()


def test_a_row_of_a_file_accepted_meanwhile_is_not_mended(send: Send, aino: Person) -> None:
    upload = send()
    stale = UploadRow.objects.select_related("upload").filter(upload=upload)[0]
    assert stale.upload.state == "read"
    accept(upload, by=aino)
    for act in (
        lambda: mend(stale, "vendor", "CGI", by=aino),
        lambda: leave_out(stale, by=aino),
    ):
        with pytest.raises(Refused):
            act()
    stale.refresh_from_db()
    assert not stale.left_out
    assert "mended" not in stale.cells["vendor"]


def test_two_mendings_of_one_row_both_stand(send: Send, aino: Person, cecilia: Person) -> None:
    upload = send()
    first, second = (upload.rows.all()[0] for _ in range(2))
    mend(first, "vendor", "CGI", by=aino)
    mend(second, "user_count", "7", by=cecilia)
    row = upload.rows.get(pk=first.pk)
    assert (row.cells["vendor"]["value"], row.cells["user_count"]["value"]) == ("CGI", 7)


def test_a_cell_that_somebody_else_mended_meanwhile_is_not_written_over(
    send: Send, aino: Person, cecilia: Person
) -> None:
    upload = send()
    first, second = (upload.rows.all()[0] for _ in range(2))
    mend(first, "vendor", "CGI", by=aino)
    with pytest.raises(Refused, match="CGI"):
        mend(second, "vendor", "Visma", by=cecilia)
    assert upload.rows.get(pk=first.pk).cells["vendor"]["value"] == "CGI"
