"""Several products in one cell, and old names that a cell states."""

from maali_engines.linkage.mentions import read_cell

KNOWN = ("Sectra PACS", "9Solutions", "ODA / Omaolo", "ODA", "Omaolo", "Prima")


def test_a_cell_of_two_known_products_is_two_mentions():
    assert read_cell("Sectra PACS / 9Solutions", known=KNOWN).names == ("Sectra PACS", "9Solutions")


def test_a_name_that_is_known_whole_stays_whole():
    assert read_cell("ODA / Omaolo", known=KNOWN).names == ("ODA / Omaolo",)


def test_an_unknown_part_keeps_the_cell_whole():
    assert read_cell("Prima / palkat", known=KNOWN).names == ("Prima / palkat",)


def test_lines_and_semicolons_always_part():
    assert read_cell("Prima; oma lista\nExcel").names == ("Prima", "oma lista", "Excel")


def test_a_stated_rename_is_taken_out_of_the_name():
    read = read_cell("Enterprise Permitting (formerly EnerGov)", source="row 19")
    assert read.names == ("Enterprise Permitting",)
    (fact,) = read.stated
    assert (fact.relation, fact.left, fact.right, fact.source) == (
        "renamed_to",
        "EnerGov",
        "Enterprise Permitting",
        "row 19",
    )
