"""The nation: sums only, for those who may see them, and overlaps that people judge."""

from datetime import date
from typing import Any

import pytest

from maali.core.actions import Refused
from maali.inventory.models import Product, System
from maali.nation import queries
from maali.nation.actions import find_overlaps, judge_overlap
from maali.nation.models import Overlap
from maali.organisations.models import Organisation, Programme


@pytest.fixture
def two_regions(planned_region: Any) -> Any:
    other = Programme.objects.create(
        code="lappi",
        name_fi="Lappi",
        name_sv="Lappland",
        name_en="Lapland",
        start_day=date(2023, 1, 1),
        first_period_start=date(2022, 3, 28),
        today=date(2022, 2, 28),
    )
    north = Organisation.objects.create(
        programme=other, code="R", name="Rovaniemi", kind="municipality"
    )
    product = Product.objects.create(name="Effica", need="patient")
    System.objects.create(
        programme=other, organisation=north, key="e", name="Effica", product=product
    )
    System.objects.filter(programme=planned_region, name="Effica").update(product=product)
    return planned_region


def test_every_region_gives_the_same_indicators(two_regions: Any) -> None:
    found = {each.programme.code: each for each in queries.regions()}
    assert set(found) == {"keski-suomi", "lappi"}
    assert found["lappi"].systems == 1
    assert found["lappi"].gap is None
    assert found["keski-suomi"].decided[1] == 100.0


def test_a_product_used_in_two_regions_is_found_once_with_its_numbers(two_regions: Any) -> None:
    find_overlaps(by="Maali")
    overlap = Overlap.objects.get(need="Effica")
    assert overlap.regions == ["keski-suomi", "lappi"]
    assert overlap.detail["lappi"]["systems"] == 1


def test_a_judgement_stays_when_overlaps_are_looked_for_again(
    two_regions: Any, cecilia: Any
) -> None:
    find_overlaps(by="Maali")
    judge_overlap(
        Overlap.objects.get(need="Effica"), "together", by=cecilia, note="Yhteinen hankinta"
    )
    find_overlaps(by="Maali")
    assert Overlap.objects.get(need="Effica").state == "together"


def test_a_contact_sees_no_national_figures(two_regions: Any, aino: Any) -> None:
    with pytest.raises(Refused):
        find_overlaps(by=aino)


def test_a_steering_reader_reads_but_does_not_judge(two_regions: Any, daavid: Any) -> None:
    find_overlaps(by=daavid)
    with pytest.raises(Refused):
        judge_overlap(Overlap.objects.get(need="Effica"), "apart", by=daavid, note="x")


def test_a_judgement_needs_its_reason(two_regions: Any, nora: Any) -> None:
    find_overlaps(by=nora)
    with pytest.raises(Refused):
        judge_overlap(Overlap.objects.get(need="Effica"), "apart", by=nora, note=" ")
