"""Splink's second opinion on the products of a programme, by function and by command."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maali.inventory.models import System
from maali.matching.engine import product_records
from maali.matching.models import Proposal
from maali.matching.second_look import doubts
from maali_engines.linkage import spark
from maali_engines.linkage.find import find


@pytest.fixture
def named(region: Any) -> Any:
    for code, names in (
        ("JKL", ("Effica", "Populus", "Titania")),
        ("A", ("EFFICA", "Populus HR", "Lifecare")),
        ("B", ("Effica pth", "Personec F", "Titaania")),
    ):
        for name in names:
            organisation = region.organisations.get(code=code)
            System.objects.create(
                programme=region, organisation=organisation, key=name, name=name, purpose="työ"
            )
    return region


def test_the_furthest_apart_come_first_and_the_near_are_left_out(named: Any) -> None:
    records, _rows = product_records(named)
    result = find(records)
    everything = doubts(result, records, least=0)
    assert everything
    assert all(0 <= each.ours <= 1 and 0 <= each.splinks <= 1 for each in everything)
    gaps = [each.apart for each in everything]
    assert gaps == sorted(gaps, reverse=True)
    middle = gaps[len(gaps) // 2]
    assert doubts(result, records, least=middle) == [e for e in everything if e.apart >= middle]


def test_what_splink_sees_otherwise_is_asked(named: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "__kwdefaults__", {"spark_url": "", "least": 0.0})
    call_command("match", "--second-opinion", programme=named.code, stdout=io.StringIO())
    asked = Proposal.objects.filter(reasons__0__code="splink")
    assert asked.exists()
    assert set(asked.values_list("state", flat=True)) == {"open"}


def test_a_cluster_that_is_asked_for_and_not_there_is_said(
    named: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "missing", lambda: "java")
    with pytest.raises(CommandError, match="run-on-spark"):
        call_command("match", programme=named.code, spark="local[1]", stdout=io.StringIO())
