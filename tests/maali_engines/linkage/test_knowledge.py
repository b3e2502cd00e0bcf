"""The knowledge table: read, written, and what it means."""

import pytest

from maali_engines.linkage import knowledge
from maali_engines.linkage.data import Knowledge, Nonsense


def test_the_shipped_table_is_written_and_read_back_the_same():
    assert knowledge.read(knowledge.write(knowledge.shipped())) == knowledge.shipped()


def test_every_shipped_row_says_its_source():
    assert all(row.source for row in knowledge.shipped())


def test_no_shipped_relation_parts_what_another_row_joins():
    known = knowledge.reference(knowledge.shipped(), "product")
    assert [row for left, right, row in known.parted if left == right] == []


def test_a_bad_row_is_refused_by_its_number():
    with pytest.raises(Nonsense) as refused:
        knowledge.read("kind,relation,left,right,source\nproduct,eaten_by,A,B,x\n")
    assert (refused.value.code, refused.value.params) == ("bad_knowledge", {"row": 2})


def test_an_owner_chain_ends_at_the_name_of_today():
    names = knowledge.vendor_names(knowledge.shipped())
    assert names["tietoenator"] == "Tietoevry"
    assert names["wm-data"] == "CGI"


def test_a_circle_of_renames_ends():
    rows = [
        Knowledge("renamed_to", "A", "B", kind="vendor"),
        Knowledge("renamed_to", "B", "A", kind="vendor"),
    ]
    assert set(knowledge.vendor_names(rows)) == {"a", "b"}
