from typing import Any

from maali.intake.engine.keys import assign_keys
from maali.intake.models import UploadRow
from maali.inventory.names import normal_form


def system(row: int, **values: Any) -> UploadRow:
    cells = {key: {"value": value} for key, value in values.items()}
    return UploadRow(target="systems", sheet="Taul1", row=row, part=0, kind="entry", cells=cells)


def test_spelling_of_blanks_and_case_does_not_change_the_key() -> None:
    assert normal_form(" EFFICA\u00a0 ") == normal_form("Effica")


def test_rows_of_one_name_that_agree_are_one_thing() -> None:
    rows = [
        system(2, system_name="Effica", vendor="Tieto"),
        system(9, system_name="EFFICA", user_count=4),
    ]
    assert assign_keys(rows) == ["effica", "effica"]


def test_rows_of_one_name_with_two_contracts_are_two_things() -> None:
    rows = [
        system(2, system_name="Effica", contract_ref="D1"),
        system(3, system_name="Effica", contract_ref="D2"),
    ]
    assert assign_keys(rows) == ["effica", "effica (d2)"]


def test_what_nothing_tells_apart_is_told_apart_by_its_row() -> None:
    rows = [
        system(2, system_name="Effica", user_count=4),
        system(3, system_name="Effica", user_count=5),
    ]
    assert assign_keys(rows) == ["effica", "effica #taul1 3.0"]


def test_the_order_of_other_rows_does_not_change_a_key() -> None:
    one, other = system(2, system_name="Effica"), system(3, system_name="Pegasos")
    assert dict(zip("ab", assign_keys([one, other]), strict=True)) == dict(
        zip("ba", assign_keys([other, one]), strict=True)
    )
