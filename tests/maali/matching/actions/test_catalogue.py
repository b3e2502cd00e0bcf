"""Joining and splitting in the catalogue: consequences, binding, and undoing at any later time."""

from typing import Any

import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.inventory.models import System
from maali.matching.actions import answer_proposal, join, match, split, undo_answer
from maali.matching.models import Known, Proposal, Thing


def under(name: str) -> list[System]:
    """The systems that stand under the product of those called so."""
    product = System.objects.filter(name=name).exclude(product=None).first()
    assert product is not None
    return list(System.objects.filter(product=product.product).select_related("programme"))


def products() -> dict[int, int | None]:
    return dict(System.objects.values_list("pk", "product"))


@pytest.fixture
def matched(mentions: Any) -> Any:
    match(mentions, by="Maali")
    return mentions


def test_what_is_joined_stands_under_the_one_that_is_kept_and_stays_so(
    matched: Any, cecilia: Any
) -> None:
    join(matched, Thing.PRODUCT, under("Populus"), under("Personec F"), by=cecilia, reason="Sama")
    names = {system.product.name for system in under("Populus") if system.product}
    assert names == {"Populus"}
    assert {system.name for system in under("Personec F")} == {"Populus", "Personec F"}
    match(matched, by="Maali")
    assert {system.name for system in under("Personec F")} == {"Populus", "Personec F"}


def test_undoing_a_joining_restores_every_product(matched: Any, cecilia: Any) -> None:
    before = products()
    done = join(matched, Thing.PRODUCT, under("Populus"), under("Personec F"), by=cecilia)
    assert products() != before
    undo_answer(done, by=cecilia)
    assert products() == before
    done.refresh_from_db()
    assert done.answered_at is None


def test_undoing_leaves_what_somebody_has_moved_since(matched: Any, cecilia: Any) -> None:
    done = join(matched, Thing.PRODUCT, under("Populus"), under("Personec F"), by=cecilia)
    join(matched, Thing.PRODUCT, under("HaiPro"), under("Populus"), by=cecilia)
    undo_answer(done, by=cecilia)
    assert {system.name for system in under("HaiPro")} == {"HaiPro", "Populus", "Personec F"}


def test_a_split_off_spelling_is_a_product_of_its_own_for_good(matched: Any, cecilia: Any) -> None:
    before = products()
    together = under("Effica")
    assert "Tieto Effica" in {system.name for system in together}
    done = split(
        matched, Thing.PRODUCT, together, {"tieto effica"}, by=cecilia, name="Tieto Effica YTHS"
    )
    assert {system.product.name for system in under("Tieto Effica") if system.product} == {
        "Tieto Effica YTHS"
    }
    match(matched, by="Maali")
    assert "Effica" not in {system.name for system in under("Tieto Effica")}
    undo_answer(done, by=cecilia)
    assert not Proposal.objects.filter(answered_at__isnull=False).exists()
    match(matched, by="Maali")
    assert {s.name for s in under("Effica")} >= {"Effica", "Tieto Effica"}
    assert len(products()) == len(before)


def test_every_change_leaves_one_row_in_the_log(matched: Any, cecilia: Any) -> None:
    Event.objects.all().delete()
    done = join(matched, Thing.PRODUCT, under("Populus"), under("Personec F"), by=cecilia)
    undo_answer(done, by=cecilia)
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs.count("joined in the catalogue") == 1
    assert verbs.count("took back an answer") == 1


def test_nothing_is_split_off_when_all_or_nothing_is_chosen(matched: Any, cecilia: Any) -> None:
    together = under("Effica")
    everything = {system.name.casefold() for system in together}
    for keys in (set(), everything):
        with pytest.raises(Refused):
            split(matched, Thing.PRODUCT, together, keys, by=cecilia)


def test_a_contact_joins_nothing(matched: Any, aino: Any) -> None:
    with pytest.raises(Refused):
        join(matched, Thing.PRODUCT, under("Populus"), under("Personec F"), by=aino)


def test_a_joined_vendor_sells_the_others_products(matched: Any, cecilia: Any) -> None:
    visma = [s for s in System.objects.select_related("product") if s.vendor_name == "Visma"]
    cgi = [s for s in System.objects.select_related("product") if s.vendor_name == "CGI"]
    before = products()
    done = join(matched, Thing.VENDOR, cgi, visma, by=cecilia)
    assert {str(s.product.vendor) for s in under("Personec F") if s.product} == {"CGI"}
    undo_answer(done, by=cecilia)
    assert products() == before


def question(region: Any) -> Proposal:
    return Proposal.objects.create(
        programme=region,
        thing="product",
        left="effica",
        right="lifecare",
        left_name="Effica",
        right_name="Lifecare",
    )


def test_a_successor_is_written_to_the_knowledge_table_and_never_joined(
    matched: Any, cecilia: Any
) -> None:
    row = question(matched)
    answer_proposal(row, "different", by=cecilia, relation="succeeded_by")
    fact = Known.objects.get(proposal=row)
    assert (fact.left, fact.relation, fact.right) == ("Lifecare", "successor_of", "Effica")
    match(matched, by="Maali")
    assert {s.name for s in under("Effica")}.isdisjoint({s.name for s in under("Lifecare")})
    undo_answer(row, by=cecilia)
    assert not Known.objects.filter(proposal=row).exists()


def test_what_is_the_same_is_no_module(matched: Any, cecilia: Any) -> None:
    with pytest.raises(Refused, match="differ"):
        answer_proposal(question(matched), "same", by=cecilia, relation="module_of")


def test_an_audited_joining_that_is_called_different_and_taken_back_stands_joined_again(
    matched: Any, cecilia: Any
) -> None:
    row = Proposal.objects.get_or_create(
        programme=matched,
        thing="product",
        left="effica",
        right="tieto effica",
        defaults={"left_name": "Effica", "right_name": "Tieto Effica"},
    )[0]
    before = products()
    answer_proposal(row, "different", by=cecilia)
    assert products() != before
    undo_answer(row, by=cecilia)
    assert products() == before
