"""Splink's second opinion on the products of a programme, by function and by command."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maali.inventory.models import System
from maali.matching.second_look import doubts
from maali_engines.linkage import spark


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
    everything = doubts(named, least=0)
    assert everything
    assert all(0 <= each.ours <= 1 and 0 <= each.splinks <= 1 for each in everything)
    gaps = [each.apart for each in everything]
    assert gaps == sorted(gaps, reverse=True)
    middle = gaps[len(gaps) // 2]
    assert doubts(named, least=middle) == [each for each in everything if each.apart >= middle]


def test_the_command_writes_a_line_for_each_pair(named: Any) -> None:
    out = io.StringIO()
    call_command("second_opinion", programme=named.code, least=0, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[-1] == f"{named}: {len(lines) - 1}"
    assert any("Effica" in line for line in lines[:-1])


def test_a_cluster_that_is_asked_for_and_not_there_is_said(
    named: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SPARK_URL = "local[1]"
    monkeypatch.setattr(spark, "missing", lambda: "java")
    with pytest.raises(CommandError, match="run-on-spark"):
        call_command("second_opinion", programme=named.code)
