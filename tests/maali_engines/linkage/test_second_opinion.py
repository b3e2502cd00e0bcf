"""Splink beside our own scores: DuckDB in the process, Spark by a setting, the same result."""

import os

import pytest

from maali_engines.linkage import spark
from maali_engines.linkage.data import Nonsense, Record
from maali_engines.linkage.find import find
from maali_engines.linkage.second_opinion import levels, second_opinion

NAMES = ("Effica", "Titania", "Hilkka", "Mediatri", "Pegasos", "WinHIT", "Webropol", "Dynasty")
RECORDS = tuple(
    Record(f"{source}{n}", source, form.format(name), vendor)
    for source, form, vendor in (("A", "{}", ""), ("B", "{} 2", "CGI"), ("C", "{}-ohjelma", ""))
    for n, name in enumerate(NAMES)
)


@pytest.fixture(scope="module")
def result():
    return find(RECORDS)


@pytest.fixture
def spark_here():
    """Spark can run; in continuous integration its absence is a failure, elsewhere a skip."""
    if what := spark.missing():
        message = f"Spark cannot run: {what} is missing"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


def test_splink_says_something_of_every_pair_and_prefers_the_likelier(result):
    opinions = second_opinion(result, RECORDS)
    assert [(o.a, o.b) for o in opinions] == [(pair.a, pair.b) for pair in result.pairs]
    names = {record.id: record.name.split(" ")[0].split("-")[0] for record in RECORDS}
    same = [o.probability for o in opinions if names[o.a] == names[o.b]]
    other = [o.probability for o in opinions if names[o.a] != names[o.b]]
    assert min(same) > 0.5
    assert max(other, default=0.0) < min(same)


def test_the_same_opinion_comes_out_twice(result):
    assert second_opinion(result, RECORDS) == second_opinion(result, RECORDS)


def test_a_number_or_a_company_in_conflict_is_the_lowest_level():
    found = levels(Record("1", "A", "Virve 1", "Tieto"), Record("2", "B", "Virve 2", "CGI"))
    assert (found["number_level"], found["vendor_level"], found["head_level"]) == (0, 0, 2)


def test_an_unknown_backend_is_refused(result):
    with pytest.raises(Nonsense, match="unknown_backend"):
        second_opinion(result, RECORDS, backend="abacus")


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.usefixtures("spark_here")
def test_spark_and_duckdb_give_the_same_opinion(result):
    here = second_opinion(result, RECORDS)
    there = second_opinion(result, RECORDS, backend="spark", spark_url="local[2]")
    assert [(o.a, o.b) for o in here] == [(o.a, o.b) for o in there]
    assert [o.probability for o in there] == pytest.approx([o.probability for o in here], abs=1e-5)
