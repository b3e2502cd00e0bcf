"""Sixteen systems of four organisations, with the names that people write."""

from typing import Any

import pytest

from maali.inventory.models import System

NAMES = {
    "JKL": [
        ("Effica", "Tietoevry", "potilastiedot"),
        ("Populus", "CGI", "palkanlaskenta"),
        ("Titania", "CGI", "työvuorot"),
        ("ProConsona", "CGI", "sosiaalihuolto"),
    ],
    "A": [
        ("EFFICA", "Tieto", "potilastiedot"),
        ("Populus", "CGI", "palkanlaskenta"),
        ("Titania", "", "työvuorosuunnittelu"),
        ("Lifecare", "Tietoevry", "potilastiedot"),
    ],
    "B": [
        ("Effica ", "TietoEvry", "potilaskertomus"),
        ("Personec F", "Visma", "palkanlaskenta"),
        ("Titaania", "CGI", "työvuorot"),
        ("Dynasty", "Innofactor", "asianhallinta"),
    ],
    "SAA": [
        ("Tieto Effica", "", "potilastiedot"),
        ("Dynasty", "Innofactor", "asianhallinta"),
        ("Titania", "CGI", "työvuorot"),
        ("HaiPro", "Awanic", "vaaratapahtumat"),
    ],
}


@pytest.fixture
def mentions(region: Any) -> Any:
    for code, rows in NAMES.items():
        organisation = region.organisations.get(code=code)
        for number, (name, vendor, purpose) in enumerate(rows):
            System.objects.create(
                programme=region,
                organisation=organisation,
                key=f"{number}",
                name=name.strip(),
                vendor_name=vendor,
                purpose=purpose,
            )
    return region
