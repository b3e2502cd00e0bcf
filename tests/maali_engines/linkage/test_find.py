"""The whole way from mentions to groups on small tables that can be read."""

import random

import pytest

from maali_engines.linkage import knowledge, plain
from maali_engines.linkage.data import Answer, Knowledge, Nonsense, Record
from maali_engines.linkage.find import find

NAMES = {
    "A": ["Effica", "Titania", "Hilkka", "Mediatri", "Pegasos", "WinHIT", "Webropol"],
    "B": ["EFFICA", "CGI Titania", "Hilkka kotihoito", "MEDIATRI", "Effica Lab", "Prima"],
    "C": ["Tieto Effica", "Titaania", "Lifecare", "Mediatri ajanvaraus", "Primus", "Pegasus"],
    "D": ["Efffica", "TITANIA", "Lifecare pth", "Pegasos Mukana", "Win Hit", "HaiPro", "SPro"],
}
RECORDS = tuple(
    Record(f"{source}{number}", source, name)
    for source, names in NAMES.items()
    for number, name in enumerate(names)
)


def spelled(result):
    names = {record.id: record.name for record in RECORDS}
    return {frozenset(names[id] for id in group.members) for group in result.groups}


def together(result, a, b):
    return any({a, b} <= names for names in spelled(result))


@pytest.fixture(scope="module")
def result():
    return find(RECORDS, knowledge=knowledge.shipped())


def test_case_slips_vendors_and_additions_are_one_product(result):
    for other in ("EFFICA", "Tieto Effica"):
        assert together(result, "Effica", other)
    for other in ("CGI Titania", "TITANIA", "Titaania"):
        assert together(result, "Titania", other)
    assert together(result, "WinHIT", "Win Hit")
    assert together(result, "Mediatri", "MEDIATRI")


def test_successors_and_modules_are_shown_as_relations_and_never_joined(result):
    assert not together(result, "Effica", "Lifecare")
    assert not together(result, "Pegasos", "Pegasos Mukana")
    assert not together(result, "Mediatri", "Mediatri ajanvaraus")
    assert not together(result, "Effica", "Effica Lab")
    shown = {
        (relation.relation, result.groups[relation.left].name, result.groups[relation.right].name)
        for relation in result.relations
    }
    assert ("module_of", "Pegasos Mukana", "Pegasos") in shown
    assert any(relation == "successor_of" for relation, _, _ in shown)


def test_short_names_that_look_alike_stay_apart(result):
    assert not together(result, "Prima", "Primus")
    assert not together(result, "HaiPro", "SPro")


def test_every_record_is_in_exactly_one_group(result):
    ids = [id for group in result.groups for id in group.members]
    assert sorted(ids) == sorted(record.id for record in RECORDS)


def test_the_same_input_in_any_order_gives_the_same_groups(result):
    shuffled = list(RECORDS)
    random.Random(7).shuffle(shuffled)
    again = find(shuffled, knowledge=knowledge.shipped())
    assert spelled(again) == spelled(result)
    assert find(RECORDS, knowledge=knowledge.shipped()) == result


def test_an_answer_joins_and_holds_for_every_identical_spelling():
    more = (*RECORDS, Record("E0", "E", "Webropol"), Record("F0", "F", "Kyselytyökalu"))
    answered = find(more, answers=[Answer("A6", "F0", same=True)])
    home = next(group.members for group in answered.groups if "F0" in group.members)
    assert set(home) == {"A6", "E0", "F0"}


def test_the_last_of_two_contradicting_answers_holds():
    no, yes = Answer("A1", "B1", same=False), Answer("A1", "B1", same=True)
    assert together(find(RECORDS, answers=[no, yes]), "Titania", "CGI Titania")
    assert not together(find(RECORDS, answers=[yes, no]), "Titania", "CGI Titania")


def test_nothing_marked_different_is_joined_even_through_others():
    apart = [("A0", "B0"), ("A1", "D1"), ("A3", "B3"), ("C0", "D0")]
    result = find(RECORDS, must_not=apart, answers=[Answer("A0", "C0", same=True)])
    assert not plain.breaks([group.members for group in result.groups], apart)


def test_two_records_spelled_alike_can_be_told_apart():
    twins = (*RECORDS, Record("E0", "E", "Merlot"), Record("F0", "F", "Merlot"))
    result = find(twins, must_not=[("E0", "F0")])
    assert not plain.breaks([group.members for group in result.groups], [("E0", "F0")])


def test_a_bare_family_name_is_left_to_a_person():
    rescue = Record("E0", "E", "Merlot"), Record("F0", "F", "Merlot Palotarkastus")
    result = find((*RECORDS, *rescue, Record("G0", "G", "Merlot")), knowledge=knowledge.shipped())
    homes = {id: group.members for group in result.groups for id in group.members}
    assert homes["E0"] == ("E0",)
    assert homes["G0"] == ("G0",)


def test_a_renamed_product_is_one_product():
    old, new = Record("E0", "E", "Kuntatieto"), Record("F0", "F", "Aluepilvi")
    renamed = Knowledge("renamed_to", "Kuntatieto", "Aluepilvi", "council minutes")
    result = find((*RECORDS, old, new), knowledge=[renamed])
    assert any({"E0", "F0"} == set(group.members) for group in result.groups)


def test_pairs_come_with_three_reasons_at_most_and_the_closest_rival(result):
    assert result.pairs
    assert all(1 <= len(pair.reasons) <= 3 for pair in result.pairs)
    assert any(pair.rival for pair in result.pairs)
    assert [p.probability for p in result.pairs] == sorted(
        (p.probability for p in result.pairs), reverse=True
    )


def test_an_answered_question_is_not_asked_again():
    first = find(RECORDS).questions
    assert first
    asked = first[0]
    again = find(RECORDS, answers=[Answer(asked.a, asked.b, same=False)]).questions
    assert (asked.a, asked.b) not in {(question.a, question.b) for question in again}


def test_nonsense_is_refused_with_a_code():
    with pytest.raises(Nonsense, match="repeated_id"):
        find([RECORDS[0], RECORDS[0]])
    with pytest.raises(Nonsense, match="unknown_record"):
        find(RECORDS, answers=[Answer("A0", "nobody", same=True)])


def test_nothing_and_one_record_are_fine():
    assert find([]).groups == ()
    assert [group.members for group in find(RECORDS[:1]).groups] == [("A0",)]


def test_a_site_at_another_door_is_another_site():
    def site(id, source, name, address):
        place = {"address": address, "postal_code": "40100", "municipality": "Jyväskylä"}
        return Record(id, source, name, extra=place)

    sites = [
        site("1", "A", "Kotikivi A", "Kivitie 3 A"),
        site("2", "B", "Palvelutalo Kotikivi A", "Kivitie 3 A"),
        site("3", "B", "Kotikivi C", "Kivitie 3 C"),
        site("4", "A", "Kyllön terveysasema", "Keskussairaalantie 20"),
        site("5", "B", "Kyllön terveysasema", "Keskussairaalantie 20"),
    ]
    groups = {group.members for group in find(sites, kind="site").groups}
    assert ("4", "5") in groups
    assert not any({"2", "3"} <= set(group) or {"1", "3"} <= set(group) for group in groups)


def test_a_company_is_one_under_its_old_name_and_form():
    vendors = [
        Record("1", "A", "Tieto Oyj"),
        Record("2", "B", "Tietoevry"),
        Record("3", "C", "Tietoevry Oyj"),
        Record("4", "A", "CGI Suomi Oy"),
        Record("5", "B", "CGI"),
        Record("6", "C", "Mediconsult Oy"),
    ]
    found = find(vendors, kind="vendor", knowledge=knowledge.shipped())
    groups = {group.members for group in found.groups}
    assert groups == {("1", "2", "3"), ("4", "5"), ("6",)}


def test_a_whole_whose_purpose_says_what_a_module_does_is_that_module():
    care = Record("E0", "E", "Effica-järjestelmä", purpose="varhaiskasvatus")
    named = Record("F0", "F", "Effica varhaiskasvatus")
    patients = Record("G0", "G", "Effica", purpose="potilastiedot")
    result = find((*RECORDS, care, named, patients), knowledge=knowledge.shipped())
    homes = {id: group.members for group in result.groups for id in group.members}
    assert homes["E0"] == homes["F0"]
    assert homes["G0"] != homes["E0"]


def test_a_company_that_sells_several_products_is_told_by_what_the_product_does():
    rows = [
        ("A", "Northgate M3", "licensing"),
        ("B", "Northgate Housing", "housing management"),
        ("C", "Northgate Payroll", "salaries of staff"),
        ("G", "Northgate Elections", "voters"),
        ("D", "Northgate", "revenues and benefits"),
        ("E", "Northgate system", "revenues and benefits"),
        ("F", "Northgate", "public protection"),
    ]
    records = [Record(s, s, name, "Northgate", purpose) for s, name, purpose in rows]
    groups = {frozenset(group.members) for group in find((*RECORDS, *records)).groups}
    assert frozenset("DE") in groups
    assert frozenset("F") in groups
