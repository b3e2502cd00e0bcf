import pytest

from maali_engines.sheets.identity import holds_identity_code, without_person


@pytest.mark.parametrize(
    "text",
    [
        "010190-900P",
        "Potilas 010190-900p kävi",
        "010190–900P",
        "010190 -900P",
        "010190Y900P",
        "010190X900P",
        "010110A9002",
        "010110F9002",
        "811218-9876",
        "19811218-9876",
        "198112189876",
        "811278-9873",
        "010190-900P160",
        "Tietoevry010190-900P120",
        "010190-900P2022",
        "Microsoft010190-900P10-20",
    ],
)
def test_a_code_with_a_real_date_and_a_right_check_is_found_in_any_text(text: str) -> None:
    assert holds_identity_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "010190-900Q",
        "310290-900P",
        "0174666-4",
        "212000-0142",
        "040 123 4567",
        "0401234567",
        "DN123456",
        "31.12.2023-31.12.2024",
        "010110-90021",
        "1.2.246.10.2085212.10.1314",
        "",
    ],
)
def test_contract_numbers_telephones_and_business_codes_are_no_people(text: str) -> None:
    assert not holds_identity_code(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("ICT-päällikkö Maija Mallinen, 040 123 4567", "ICT-päällikkö Maija Mallinen"),
        ("Maija Mallinen, palvelusihteeri", "palvelusihteeri"),
        ("Maija Mallinen 040 1234567", ""),
        ("palvelusihteeri (maija.mallinen@esimerkki.invalid)", "palvelusihteeri"),
    ],
)
def test_of_a_person_in_an_owner_cell_the_role_is_kept(text: str, role: str) -> None:
    assert without_person(text) == (role, True)


@pytest.mark.parametrize("text", ["Perusturvajohtaja", "Sosiaali- ja terveystoimi", "Tieto Oy"])
def test_roles_and_bodies_are_left_as_they_are(text: str) -> None:
    assert without_person(text) == (text, False)
