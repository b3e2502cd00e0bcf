"""One installation, many reports: stated by somebody, or asked once; never by the product name."""

from maali_engines.linkage.data import Answer
from maali_engines.linkage.shared import System, find_shared

NAMES = {
    "KSSHP": ("Keski-Suomen sairaanhoitopiiri", "KSSHP"),
    "JKL": ("Jyväskylän kaupunki", "Jyväskylä"),
    "UUR": ("Uurainen",),
    "TOI": ("Toivakka",),
}


def find(*systems, answers=()):
    return find_shared(systems, names=NAMES, answers=answers)


def test_the_same_product_name_alone_is_two_installations():
    assert find(System("1", "JKL", "Effica"), System("2", "KSSHP", "Effica")) == ()


def test_a_text_that_names_the_owner_joins_the_reports_at_the_owner():
    owner = System("1", "KSSHP", "Effica")
    users = System("2", "UUR", "Effica", notes="KSSHP:n ympäristö, meillä vain katselu")
    (shared,) = find(owner, users, System("3", "TOI", "Effica"))
    assert shared.systems == ("1", "2")
    assert shared.owner == "KSSHP"
    assert shared.stated
    assert shared.reasons[0].code == "text_names_owner"


def test_a_name_with_an_ending_is_the_same_name():
    (shared,) = find(
        System("1", "JKL", "Effica"), System("2", "UUR", "Effica", notes="Jyväskylän ympäristö")
    )
    assert (shared.owner, shared.stated) == ("JKL", True)


def test_an_owner_with_two_installations_of_the_product_is_asked_about():
    (shared,) = find(
        System("1", "KSSHP", "Effica"),
        System("2", "KSSHP", "Effica"),
        System("3", "UUR", "Effica", notes="KSSHP:n ympäristö"),
    )
    assert not shared.stated


def test_the_same_contract_reference_joins_and_a_filler_does_not():
    (shared,) = find(
        System("1", "JKL", "Saga", contract="D/998/02.08.00/2020"),
        System("2", "UUR", "Saga", contract="d 998 02.08.00 2020"),
        System("3", "TOI", "Saga", contract="12"),
        System("4", "KSSHP", "Saga", contract="12"),
    )
    assert shared.systems == ("1", "2")
    assert shared.reasons[0].code == "same_contract"


def test_a_cooperation_area_asks_one_question_for_the_whole_installation():
    reports = [System(who, who, "Effica", area="JYTE") for who in ("JKL", "UUR", "TOI")]
    (shared,) = find(*reports)
    assert shared.systems == ("JKL", "UUR", "TOI")
    assert not shared.stated


def test_what_was_answered_different_stays_apart_through_a_third():
    reports = [System(who, who, "Effica", area="JYTE") for who in ("JKL", "UUR", "TOI")]
    found = find(*reports, answers=[Answer("JKL", "UUR", same=False)])
    assert not any({"JKL", "UUR"} <= set(shared.systems) for shared in found)


def test_an_answer_that_joins_is_stated():
    (shared,) = find(
        System("1", "JKL", "Saga"),
        System("2", "UUR", "Saga"),
        answers=[Answer("1", "2", same=True)],
    )
    assert shared.stated


def test_a_pointer_to_another_answer_is_asked_about_and_never_joined_by_itself():
    (shared,) = find(
        System("1", "JKL", "Effica"), System("2", "UUR", "Effica", notes="kts. Jyväskylän vastaus")
    )
    assert (shared.owner, shared.stated) == ("JKL", False)
