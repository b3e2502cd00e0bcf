import pytest

from maali.intake.engine.places import municipality_in

KNOWN = {
    "äänekoski": 1,
    "uurainen": 2,
    "petäjävesi": 3,
    "saarijärvi": 4,
    "jyväskylä": 5,
    "kivijärvi": 6,
}


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        ("Äänekosken terveyskeskus", 1),
        ("Uuraisten neuvola", 2),
        ("Paloasema, Petäjäveden keskusta", 3),
        ("Saarijärven hammashoitola", 4),
        ("Kyllön terveysasema", None),
        ("Jyväskylä, Kivijärven tie", 5),
    ],
)
def test_the_municipality_is_found_in_an_inflected_name(
    text: str, municipality: int | None
) -> None:
    assert municipality_in(text, KNOWN) == municipality
