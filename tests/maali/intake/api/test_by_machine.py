"""Links, letters, the form and the mending of files by machine."""

from types import SimpleNamespace
from typing import Any

import pytest

from maali.core.models import Calculation
from maali.intake.models import Respondent, Upload
from tests.maali.intake.asked import desk
from tests.maali.intake.conftest import Send

__all__ = ["desk"]
pytestmark = pytest.mark.django_db


def post(client: Any, address: str, said: dict[str, Any] | None = None) -> Any:
    return client.post(address, said or {}, content_type="application/json")


def test_a_link_is_given_renewed_and_revoked_and_never_told(
    desk: SimpleNamespace, client_of: Any, aino: Any
) -> None:
    client, base = client_of(aino), f"/api/{desk.region.code}"
    people = f"{base}/invitations/{desk.invitation.pk}/respondents"
    made = post(client, people, {"name": "Olli", "email": "Olli@example.org", "language": "sv"})
    assert (made.status_code, made.json()["email"]) == (201, "olli@example.org")
    assert [each["name"] for each in client.get(people).json()] == ["Maija", "Olli"]
    assert desk.token not in client.get(people).content.decode()
    before = Respondent.objects.get(email="olli@example.org").nonce
    post(client, f"{base}/respondents/{made.json()['id']}/renew")
    assert Respondent.objects.get(email="olli@example.org").nonce != before
    assert post(client, f"{base}/respondents/{made.json()['id']}/revoke").json()["revoked_at"]
    assert post(client, f"{base}/respondents/{made.json()['id']}/revoke").status_code == 409


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"name": "Olli", "email": "olli"}, 409),
        ({"name": " ", "email": "olli@example.org"}, 409),
        ({"name": "131052-308T", "email": "olli@example.org"}, 409),
        ({"name": "Olli", "email": "olli@example.org", "sheets": ["nothing"]}, 400),
        ({"name": "Olli", "email": "olli@example.org", "language": "de"}, 400),
    ],
)
def test_what_is_no_person_gets_no_link(
    desk: SimpleNamespace, client_of: Any, aino: Any, said: dict[str, Any], status: int
) -> None:
    people = f"/api/{desk.region.code}/invitations/{desk.invitation.pk}/respondents"
    assert post(client_of(aino), people, said).status_code == status
    assert Respondent.objects.count() == 1


def test_a_part_is_passed_on_with_a_letter(
    desk: SimpleNamespace, client_of: Any, aino: Any
) -> None:
    address = f"/api/{desk.region.code}/invitations/{desk.invitation.pk}/pass-on"
    person = {"name": "Olli", "email": "olli@example.org", "sheets": ["systems"]}
    assert post(client_of(aino), address, person).json()["sheets"] == ["systems"]
    assert Calculation.objects.get(kind="send_letter").arguments["letter"] == "passed_on"


def test_letters_are_read_before_they_are_sent(desk: SimpleNamespace, client_of: Any) -> None:
    client = client_of(desk.planner)
    address = f"/api/{desk.region.code}/rounds/{desk.of.number}/letters"
    letter = client.get(f"{address}?kind=request").json()[0]
    assert (letter["name"], letter["why_not"], letter["state"]) == ("Maija", "", "")
    assert desk.token in letter["body"]
    sending = post(client, address, {"kind": "request"})
    assert (sending.status_code, sending.json()["letters"]) == (202, 1)
    assert Calculation.objects.get(kind="send_letters").pk == sending.json()["calculation"]
    assert post(client, address, {"kind": "thanks"}).status_code == 409
    assert post(client, address, {"kind": "love"}).status_code == 400


def test_a_form_is_opened_written_and_sent(
    desk: SimpleNamespace, client_of: Any, aino: Any
) -> None:
    client = client_of(aino)
    address = f"/api/{desk.region.code}/invitations/{desk.invitation.pk}/form"
    assert client.get(address).status_code == 404
    part = post(client, address).json()["parts"][0]
    effica = next(row for row in part["rows"] if row["texts"]["system_name"] == "Effica")
    cell = {"sheet": part["sheet"], "column": "user_count"}
    saved = post(client, f"{address}/cells", {**cell, "line": effica["line"], "text": "130"})
    assert (saved.json()["text"], saved.json()["version"]) == ("130", 1)
    new = post(client, f"{address}/cells", {**cell, "column": "system_name", "text": "Pegasos"})
    assert new.json()["line"].startswith("new-")
    clash = post(client_of(desk.planner), f"{address}/cells", {**cell, **effica_150(effica)})
    assert (clash.json()["text"], clash.json()["other"]) == ("130", "150")
    assert post(client, f"{address}/send").status_code == 409
    settled = {**cell, "line": effica["line"], "text": "150", "version": clash.json()["version"]}
    post(client, f"{address}/cells", settled)
    sent = post(client, f"{address}/send", {"sheets": [part["sheet"]]})
    assert sent.status_code == 201
    rows = client.get(f"/api/{desk.region.code}/uploads/{sent.json()['id']}/rows").json()
    assert 150 in [row["cells"].get("user_count", {}).get("value") for row in rows]


def effica_150(row: dict[str, Any]) -> dict[str, Any]:
    return {"line": row["line"], "text": "150"}


def test_a_row_is_mended_left_out_put_back_and_its_file_withdrawn(
    send: Send, region: Any, aino: Any, client_of: Any
) -> None:
    client, upload = client_of(aino), send()
    base = f"/api/{region.code}/uploads/{upload.pk}"
    row = client.get(f"{base}/rows").json()[0]
    mended = post(client, f"{base}/rows/{row['id']}/mend", {"column": "user_count", "text": "121"})
    assert mended.json()["cells"]["user_count"]["value"] == 121
    wrong = post(client, f"{base}/rows/{row['id']}/mend", {"column": "no_such", "text": "1"})
    assert wrong.status_code == 409
    assert post(client, f"{base}/rows/{row['id']}/leave-out").json()["effect"] == "left_out"
    assert post(client, f"{base}/rows/{row['id']}/put-back").json()["left_out"] is False
    assert post(client, f"{base}/withdraw").json()["state"] == "withdrawn"
    assert not Upload.objects.get(pk=upload.pk).rows.exists()
