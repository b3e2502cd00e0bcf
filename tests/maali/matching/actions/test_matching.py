"""Matching on real rows: products, shared installations, answers that bind and can be undone."""

from typing import Any

import pytest

from maali.core.actions import Refused
from maali.inventory.models import Site, System
from maali.matching.actions import answer_proposal, match
from maali.matching.models import Proposal


def product_of(name: str) -> set[Any]:
    return set(System.objects.filter(name=name).values_list("product__name", flat=True))


def test_spellings_that_differ_only_in_case_are_one_product(mentions: Any) -> None:
    match(mentions, by="Maali")
    assert product_of("Effica") == product_of("EFFICA")
    assert len(product_of("Effica")) == 1


def test_a_successor_is_never_joined_with_what_it_succeeds(mentions: Any) -> None:
    match(mentions, by="Maali")
    assert product_of("Effica").isdisjoint(product_of("Lifecare"))


def test_the_product_gets_the_need_that_its_systems_give_away(mentions: Any) -> None:
    match(mentions, by="Maali")
    assert System.objects.filter(name="Effica").first().product.need == "patient"


def test_same_product_name_alone_never_joins_installations(mentions: Any) -> None:
    match(mentions, by="Maali")
    assert not System.objects.filter(same_as__isnull=False).exists()


def proposal(region: Any, left: str, right: str) -> Proposal:
    keys = sorted([left.casefold(), right.casefold()])
    row, _made = Proposal.objects.get_or_create(
        programme=region,
        thing="product",
        left=keys[0],
        right=keys[1],
        defaults={"left_name": keys[0], "right_name": keys[1], "state": "open"},
    )
    return row


def test_an_answer_different_parts_at_once_and_binds_the_next_run(
    mentions: Any, cecilia: Any
) -> None:
    match(mentions, by="Maali")
    answer_proposal(proposal(mentions, "Effica", "Tieto Effica"), "different", by=cecilia)
    assert product_of("Effica").isdisjoint(product_of("Tieto Effica"))
    match(mentions, by="Maali")
    assert product_of("Effica").isdisjoint(product_of("Tieto Effica"))


def test_an_answer_same_joins_at_once_and_holds_in_the_next_run(
    mentions: Any, cecilia: Any
) -> None:
    match(mentions, by="Maali")
    answer_proposal(proposal(mentions, "Titania", "Titaania"), "same", by=cecilia)
    assert product_of("Titania") == product_of("Titaania")
    match(mentions, by="Maali")
    assert product_of("Titania") == product_of("Titaania")


def test_of_two_who_answer_at_once_the_second_is_told(mentions: Any, cecilia: Any) -> None:
    row = proposal(mentions, "Effica", "Dynasty")
    answer_proposal(row, "different", by=cecilia, seen="open")
    with pytest.raises(Refused, match="Cecilia"):
        answer_proposal(row, "same", by=cecilia, seen="open")


def test_readers_and_contacts_answer_nothing(mentions: Any, daavid: Any, aino: Any) -> None:
    row = proposal(mentions, "Effica", "Dynasty")
    for person in (daavid, aino):
        with pytest.raises(Refused):
            answer_proposal(row, "same", by=person)


def test_an_installation_stated_to_be_shared_counts_once_at_its_owner(mentions: Any) -> None:
    System.objects.filter(name="EFFICA").update(
        notes="Saarikan ympäristö, käytämme SoTe kuntayhtymä Saarikka Effica"
    )
    match(mentions, by="Maali")
    rows = Proposal.objects.filter(programme=mentions, thing="installation")
    joined = System.objects.filter(same_as__isnull=False)
    assert rows.exists() or joined.exists()
    assert System.objects.filter(programme=mentions).counted().count() == 16 - joined.count()


def test_sites_of_different_buildings_stay_apart(mentions: Any) -> None:
    for code, name in (("A", "Kotikivi A"), ("B", "Kotikivi C")):
        Site.objects.create(
            programme=mentions,
            organisation=mentions.organisations.get(code=code),
            key=name,
            code=name,
            name=name,
            address="Kivitie 2",
        )
    match(mentions, by="Maali")
    assert not Site.objects.filter(same_as__isnull=False).exists()


def test_matching_again_with_larger_numbers_changes_who_stands_for_whom(mentions: Any) -> None:
    for code, users in (("A", 10), ("B", 5)):
        Site.objects.create(
            programme=mentions,
            organisation=mentions.organisations.get(code=code),
            key="x",
            code=f"{code}-1",
            name="Sumiaisten terveysasema",
            address="Kunnantie 1",
            postcode="44280",
            users=users,
        )
    match(mentions, by="Maali")
    Site.objects.filter(code="B-1").update(users=50)
    match(mentions, by="Maali")
    joined = Site.objects.filter(same_as__isnull=False).values_list("code", "same_as__code")
    assert list(joined) in ([], [("A-1", "B-1")])


def add_site(region: Any, code: str, name: str, **more: Any) -> Site:
    owner = region.organisations.get(code=code)
    return Site.objects.create(
        programme=region,
        organisation=owner,
        key=name,
        code=f"{code}-{name}"[:30],
        name=name,
        **more,
    )


def test_a_fire_station_and_a_health_station_of_one_town_are_never_joined(mentions: Any) -> None:
    for place in ("Konneveden", "Toivakan", "Uuraisten", "Multian"):
        add_site(mentions, "PEL", f"{place} paloasema")
        add_site(mentions, "B", f"{place} terveysasema", address="Kunnantie 1")
    match(mentions, by="Maali")
    assert not Site.objects.filter(same_as__isnull=False).exists()


def test_a_site_that_a_person_calls_the_same_is_joined_and_stays_joined(
    mentions: Any, cecilia: Any
) -> None:
    one = add_site(mentions, "A", "Kyllön terveysasema", users=9)
    other = add_site(mentions, "B", "Kyllön tk", users=3)
    left, right = sorted((str(one.pk), str(other.pk)))
    row = Proposal.objects.create(
        programme=mentions, thing="site", left=left, right=right, left_name="a", right_name="b"
    )
    answer_proposal(row, "same", by=cecilia)
    match(mentions, by="Maali")
    other.refresh_from_db()
    assert other.same_as == one
