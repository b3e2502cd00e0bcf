import pytest

from maali.inventory.models import KINDS
from maali.inventory.rules import correctable
from maali.inventory.sections import KNOWN, SECTIONS, sections_of


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_field_of_a_record_stands_in_one_section(kind: str) -> None:
    names = correctable(kind)
    shown = [name for each in sections_of(kind, names) for name in each.fields]
    assert sorted(shown) == sorted(names)


@pytest.mark.parametrize("kind", list(SECTIONS))
def test_sections_name_only_fields_that_there_are(kind: str) -> None:
    assert {name for each in SECTIONS[kind] for name in each.fields} <= set(correctable(kind))


def test_what_no_section_names_comes_first_and_empty_sections_are_left_out() -> None:
    first, second = sections_of("contract", ["title", "dpa"])
    assert (first.title, first.fields) == (KNOWN, ("title",))
    assert second.fields == ("dpa",)
