"""The commands that set an installation up: a programme, its first planner, its boundaries."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maali.organisations.models import Programme, Role
from tests.maali.organisations.test_boundaries import SQUARE, feature


def test_a_programme_and_its_first_planner_come_from_the_command_line(db: None) -> None:
    call_command(
        "add_programme",
        "lappi",
        name_fi="Lappi",
        name_sv="Lappland",
        name_en="Lapland",
        start_day=date(2023, 1, 1),
        first_period=date(2022, 3, 28),
    )
    call_command("add_person", "p@example.org", "Pirkko", "planner", programme="lappi")
    assert Role.objects.get().programme == Programme.objects.get(code="lappi")


def test_a_start_day_before_the_first_period_is_refused(db: None) -> None:
    names = {"name_fi": "L", "name_sv": "L", "name_en": "L"}
    days = {"start_day": date(2022, 1, 1), "first_period": date(2022, 3, 28)}
    with pytest.raises(CommandError):
        call_command("add_programme", "lappi", **names, **days)
    assert not Programme.objects.exists()


def test_an_unknown_programme_is_said(region: Any) -> None:
    with pytest.raises(CommandError, match="lapi"):
        call_command("add_person", "p@example.org", "Pirkko", "planner", programme="lapi")


def test_boundaries_are_read_and_drawn(region: Any, tmp_path: Path) -> None:
    path = tmp_path / "rajat.geojson"
    path.write_text(json.dumps({"features": [feature("179", SQUARE)]}), encoding="utf-8")
    call_command("read_boundaries", path, programme="keski-suomi")
    region.refresh_from_db()
    assert len(region.boundaries["features"]) == 1
