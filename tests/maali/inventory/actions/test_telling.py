from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maali.core.actions import Refused
from maali.core.models import Event
from maali.inventory.actions import compare, open_source, tell
from maali.inventory.models import Contract, DeviceLot, Site, Source, Statement, System, Use
from maali.organisations.models import Organisation, Person
from tests.maali.inventory.files import said, take_in, told


def holding(row: Any, field: str) -> Statement:
    return Statement.objects.get(subject_kind=row.kind, subject_id=row.pk, field=field, holds=True)


def test_a_told_row_is_made_and_each_value_knows_its_cell(aania: Organisation) -> None:
    take_in(aania, told(aania, "system", "effica", name="Effica", users=said("50", "C", 7)))
    system = System.objects.get()
    assert (system.name, system.users, system.programme) == ("Effica", 50, aania.programme)
    assert holding(system, "users").place == "vastaus.xlsx, Järjestelmät, C7"
    assert holding(system, "users").value == 50


def test_the_same_row_told_again_is_known_by_its_key(aania: Organisation) -> None:
    take_in(aania, told(aania, "system", "effica", name="Effica", users=50))
    source = open_source(
        aania.programme, organisation=aania, kind="workbook", name="b.xlsx", by="Maali"
    )
    rows = [
        told(aania, "system", "effica", name="Effica", users=60),
        told(aania, "system", "titania", name="Titania"),
    ]
    effects = compare(rows)
    outcome = tell(source, rows, by="Maali")
    assert [effect.effect for effect in effects] == ["changed", "new"]
    assert effects[0].changes == {"users": (50, 60)}
    effica = System.objects.get(key="effica")
    assert outcome.changed == {"system": (effica.pk,)}
    assert outcome.created == {"system": (System.objects.get(key="titania").pk,)}
    assert effica.users == 60
    assert holding(effica, "users").source == source
    assert Statement.objects.filter(subject_id=effica.pk, field="users").count() == 2


def test_comparing_writes_nothing(aania: Organisation) -> None:
    compare([told(aania, "system", "effica", name="Effica")])
    assert not System.objects.exists()
    assert not Statement.objects.exists()


def test_the_unknown_never_replaces_the_known_but_is_kept(aania: Organisation) -> None:
    take_in(aania, told(aania, "system", "effica", name="Effica", users=50))
    take_in(aania, told(aania, "system", "effica", users=said(None, "C", certainty="unknown")))
    system = System.objects.get()
    assert system.users == 50
    assert holding(system, "users").value == 50
    assert Statement.objects.filter(field="users", holds=False, certainty="unknown").count() == 1


def test_an_unknown_value_where_nothing_was_known_holds_as_unknown(aania: Organisation) -> None:
    take_in(aania, told(aania, "system", "effica", name="Effica", users=None))
    assert holding(System.objects.get(), "users").certainty == "unknown"


def test_an_older_answer_only_fills_gaps(aania: Organisation) -> None:
    take_in(aania, told(aania, "system", "effica", name="Effica", users=50))
    take_in(aania, told(aania, "system", "effica", users=40, hosting="oma sali"), older=True)
    system = System.objects.get()
    assert (system.users, system.hosting) == (50, "oma sali")


def test_rows_of_one_key_in_one_call_are_taken_in_their_order(aania: Organisation) -> None:
    take_in(
        aania,
        told(aania, "system", "effica", name="Effica", users=said(10, "C", 2)),
        told(aania, "system", "effica", users=said(20, "C", 3)),
    )
    system = System.objects.get()
    assert system.users == 20
    assert holding(system, "users").row == 3


def test_rows_may_point_to_rows_told_in_the_same_call(aania: Organisation) -> None:
    take_in(
        aania,
        told(aania, "device_lot", "pc", type="workstation", count=5, site="ta"),
        told(aania, "contract", "c1", title="Effica-sopimus", systems=["effica"], end="2025-12-31"),
        told(aania, "system", "effica", name="Effica", users=50, sites=["ta"]),
        told(aania, "site", "ta", name="Terveysasema"),
    )
    site, system = Site.objects.get(), System.objects.get()
    assert DeviceLot.objects.get().site == site
    assert list(Contract.objects.get().systems.all()) == [system]
    use = Use.objects.get()
    assert (use.system, use.organisation, use.site, use.users) == (system, aania, site, 50)
    assert holding(DeviceLot.objects.get(), "site").value == site.pk
    assert holding(system, "sites").value == [site.pk]


def test_a_system_told_at_other_sites_leaves_the_earlier_ones(aania: Organisation) -> None:
    sites = [told(aania, "site", key, name=key) for key in ("a", "b", "c")]
    take_in(aania, *sites, told(aania, "system", "effica", name="Effica", sites={"a": 3, "b": 4}))
    take_in(aania, told(aania, "system", "effica", sites={"b": 5, "c": None}))
    found = {use.site.name: use.users for use in Use.objects.select_related("site")}  # type: ignore[union-attr]
    assert found == {"b": 5, "c": None}


def test_sites_get_codes_that_never_repeat(aania: Organisation, konnevesi: Organisation) -> None:
    take_in(aania, *(told(aania, "site", key, name=key) for key in "abc"))
    take_in(aania, told(aania, "site", "d", name="d"), told(aania, "site", "a", name="a uusi"))
    take_in(konnevesi, told(konnevesi, "site", "a", name="a"))
    assert sorted(Site.objects.values_list("code", flat=True)) == [
        "A-001", "A-002", "A-003", "A-004", "B-001",
    ]  # fmt: skip
    assert Site.objects.get(code="A-001").name == "a uusi"


def test_pointing_to_what_nobody_told_of_is_refused_and_nothing_is_written(
    aania: Organisation,
) -> None:
    with pytest.raises(Refused, match="nobody has told of"):
        take_in(aania, told(aania, "system", "effica", name="Effica", sites=["missing"]))
    assert not System.objects.exists()


def test_pointing_into_another_programme_is_refused(
    aania: Organisation, konnevesi: Organisation
) -> None:
    take_in(konnevesi, told(konnevesi, "site", "a", name="a"))
    Site.objects.update(programme=None or other_programme())
    with pytest.raises(Refused, match="not in this programme"):
        take_in(aania, told(aania, "unit", "u", name="u", site_id=Site.objects.get().pk))


def other_programme() -> Any:
    from datetime import date

    from maali.organisations.models import Programme

    return Programme.objects.create(
        code="toinen", name_fi="x", name_sv="x", name_en="x",
        start_day=date(2023, 1, 1), first_period_start=date(2022, 3, 28),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("system", {"name": "Effica", "criticality": 9}),
        ("system", {"name": "Effica", "users": -3}),
        ("system", {"name": "Effica", "service_area": "no such area"}),
        ("system", {"name": "Effica", "yearly_cost": "a lot"}),
        ("system", {"name": "Effica", "product": 1}),
        ("system", {"name": "Effica", "no_such_field": 1}),
        ("contract", {"title": "c", "start": "2023-01-01", "end": "2022-01-01"}),
        ("no_such_kind", {"name": "x"}),
    ],
)
def test_what_cannot_stand_is_refused_whole(aania: Organisation, kind: str, values: Any) -> None:
    with pytest.raises(Refused):
        take_in(aania, told(aania, "system", "fine", name="Fine"), told(aania, kind, "k", **values))
    assert not System.objects.exists()
    assert not Statement.objects.exists()


def test_a_contact_tells_of_the_own_organisation_only(
    aania: Organisation, konnevesi: Organisation, aino: Person, daavid: Person
) -> None:
    take_in(aania, told(aania, "system", "effica", name="Effica"), by=aino)
    with pytest.raises(Refused, match="Konnevesi"):
        take_in(konnevesi, told(konnevesi, "system", "effica", name="Effica"), by=aino)
    with pytest.raises(Refused):
        take_in(aania, told(aania, "system", "other", name="Other"), by=daavid)
    assert System.objects.count() == 1


def test_telling_logs_one_event_with_its_counts(aania: Organisation) -> None:
    source = take_in(aania, told(aania, "system", "effica", name="Effica"))
    event = Event.objects.get()
    assert event.detail["source"] == source.pk
    assert event.detail["created"] == {"system": 1}


def test_a_hundred_times_the_rows_do_not_need_more_queries_than_batches(
    aania: Organisation,
) -> None:
    def queries(count: int) -> int:
        rows = [
            told(aania, "system", f"{count}-{i}", name=f"System {i}", users=i) for i in range(count)
        ]
        with CaptureQueriesContext(
            connection,
        ) as seen:
            take_in(aania, *rows)
        return len(seen)

    few = queries(5)
    rows_at_once = connection.ops.bulk_batch_size(System._meta.concrete_fields, range(500))
    assert queries(500) <= few + 500 // rows_at_once + 2


def test_long_texts_are_cut_in_the_row_and_whole_in_the_statement(aania: Organisation) -> None:
    take_in(aania, told(aania, "system", "effica", name="Effica", purpose="x" * 400))
    assert len(System.objects.get().purpose) == 300
    assert len(Statement.objects.get(field="purpose").raw) == 400


def test_the_source_keeps_who_and_when(aania: Organisation, aino: Person) -> None:
    source = take_in(aania, told(aania, "system", "effica", name="Effica"), by=aino)
    assert Source.objects.get().by == "Aino"
    assert source.at.tzinfo is not None
