import pytest

from maali.core.actions import Refused
from maali.core.models import Event
from maali.inventory.actions import (
    clear_product,
    join_products,
    link_integrations,
    mark_same_installation,
    mark_same_site,
    part_installations,
    part_sites,
    set_product,
)
from maali.inventory.models import Integration, Product, Site, Statement, System, Use
from maali.organisations.models import Organisation, Person
from tests.maali.inventory.files import take_in, told

Uses = set[tuple[str, str, str | None, int | None]]


def uses() -> Uses:
    """Every use as (organisation whose installation it is, user organisation, site, users)."""
    rows = Use.objects.select_related("system__organisation", "organisation", "site")
    return {
        (
            use.system.organisation.name,
            use.organisation.name,
            use.site.name if use.site else None,
            use.users,
        )
        for use in rows
    }


@pytest.fixture
def shared(aania: Organisation, konnevesi: Organisation) -> tuple[System, System]:
    """Äänekoski owns the installation; Konnevesi reports that it uses it too, at one site."""
    take_in(
        aania,
        told(aania, "site", "ta", name="A"),
        told(aania, "system", "effica", name="Effica", users=50, sites=["ta"]),
    )
    take_in(
        konnevesi,
        told(konnevesi, "site", "tm", name="M"),
        told(konnevesi, "system", "effica", name="Efffica", users=20, sites=["tm"]),
    )
    return System.objects.get(organisation=aania), System.objects.get(organisation=konnevesi)


def test_a_shared_system_counts_once_at_its_owner(
    shared: tuple[System, System], cecilia: Person
) -> None:
    owner, other = shared
    mark_same_installation(other, owner, by=cecilia, reason="same address")
    assert list(System.objects.counted()) == [owner]
    assert uses() == {("Äänekoski", "Äänekoski", "A", 50), ("Äänekoski", "Konnevesi", "M", 20)}
    assert Event.objects.filter(verb="marked as the same installation").count() == 1
    stated = Statement.objects.get(
        subject_id=other.pk, subject_kind="system", field="same_as", holds=True
    )
    assert (stated.value, stated.source.kind, stated.note) == (owner.pk, "matching", "same address")


def test_parting_restores_everything(shared: tuple[System, System], cecilia: Person) -> None:
    owner, other = shared
    before = uses()
    mark_same_installation(other, owner, by=cecilia, reason="")
    part_installations(other, by=cecilia, reason="they were two")
    assert uses() == before
    assert System.objects.counted().count() == 2
    assert not Statement.objects.filter(field="told_uses").exists()


def test_a_user_without_sites_uses_the_owners_installation_as_a_whole(
    aania: Organisation, konnevesi: Organisation, cecilia: Person
) -> None:
    take_in(aania, told(aania, "system", "effica", name="Effica"))
    take_in(konnevesi, told(konnevesi, "system", "effica", name="Effica", users=20))
    owner, other = (
        System.objects.get(organisation=aania),
        System.objects.get(organisation=konnevesi),
    )
    mark_same_installation(other, owner, by=cecilia, reason="")
    assert uses() == {("Äänekoski", "Konnevesi", None, 20)}
    part_installations(other, by=cecilia, reason="")
    assert uses() == set()


def test_a_file_told_after_the_joining_changes_the_use_at_the_owner(
    shared: tuple[System, System], konnevesi: Organisation, cecilia: Person
) -> None:
    owner, other = shared
    mark_same_installation(other, owner, by=cecilia, reason="")
    take_in(
        konnevesi,
        told(konnevesi, "site", "t2", name="M2"),
        told(konnevesi, "system", "effica", sites={"tm": 7, "t2": 8}),
    )
    assert ("Äänekoski", "Konnevesi", "M2", 8) in uses()
    assert (
        "Äänekoski",
        "Konnevesi",
        "M",
        7,
    ) in uses()
    part_installations(other, by=cecilia, reason="")
    assert ("Konnevesi", "Konnevesi", "M2", 8) in uses()
    assert (
        "Äänekoski",
        "Konnevesi",
        "M2",
        8,
    ) not in uses()


@pytest.mark.parametrize("case", ["itself", "chain up", "chain down"])
def test_chains_and_circles_are_refused(
    shared: tuple[System, System], konnevesi: Organisation, cecilia: Person, case: str
) -> None:
    owner, other = shared
    take_in(konnevesi, told(konnevesi, "system", "third", name="Third"))
    third = System.objects.get(key="third")
    mark_same_installation(other, owner, by=cecilia, reason="")
    pairs = {"itself": (third, third), "chain up": (third, other), "chain down": (owner, third)}
    before = uses()
    with pytest.raises(Refused):
        mark_same_installation(*pairs[case], by=cecilia, reason="")
    assert uses() == before


def test_only_planners_join(shared: tuple[System, System], aino: Person, daavid: Person) -> None:
    owner, other = shared
    for person in (aino, daavid):
        with pytest.raises(Refused, match="planners"):
            mark_same_installation(other, owner, by=person, reason="")
        with pytest.raises(Refused, match="planners"):
            set_product([owner], "Lifecare", "Tietoevry", by=person, reason="")


def test_what_is_used_at_a_joined_site_is_used_at_the_kept_one_and_comes_back(
    shared: tuple[System, System], cecilia: Person
) -> None:
    before = uses()
    mark_same_site(
        Site.objects.get(name="M"), Site.objects.get(name="A"), by=cecilia, reason="one building"
    )
    assert uses() == {("Äänekoski", "Äänekoski", "A", 50), ("Konnevesi", "Konnevesi", "A", 20)}
    part_sites(Site.objects.get(name="M"), by=cecilia, reason="")
    assert uses() == before


@pytest.mark.parametrize("part_first", ["site", "system"])
def test_sites_and_systems_joined_together_come_apart_in_any_order(
    shared: tuple[System, System], cecilia: Person, part_first: str
) -> None:
    owner, other = shared
    before = uses()
    mark_same_site(Site.objects.get(name="M"), Site.objects.get(name="A"), by=cecilia, reason="")
    mark_same_installation(other, owner, by=cecilia, reason="")
    assert uses() == {("Äänekoski", "Äänekoski", "A", 50), ("Äänekoski", "Konnevesi", "A", 20)}
    steps = [
        lambda: part_sites(Site.objects.get(name="M"), by=cecilia, reason=""),
        lambda: part_installations(System.objects.get(pk=other.pk), by=cecilia, reason=""),
    ]
    for step in steps if part_first == "site" else reversed(steps):
        step()
    assert uses() == before


def test_a_product_is_set_once_for_many_systems_and_can_be_cleared(
    shared: tuple[System, System], cecilia: Person
) -> None:
    product = set_product(
        shared, "Lifecare", "Tietoevry", by=cecilia, reason="same vendor and purpose"
    )
    assert {system.product for system in System.objects.all()} == {product}
    assert str(product.vendor) == "Tietoevry"
    events = Event.objects.count()
    set_product(list(System.objects.all()), "Lifecare", "Tietoevry", by=cecilia, reason="again")
    assert Event.objects.count() == events, "nothing changed, so nothing is logged"
    clear_product(list(System.objects.all()), by=cecilia, reason="two products")
    assert not System.objects.filter(product__isnull=False).exists()
    assert Statement.objects.filter(field="product").count() == 4


def test_joined_products_hand_over_their_systems(
    shared: tuple[System, System], cecilia: Person
) -> None:
    one = set_product(shared[:1], "Lifecare", "Tietoevry", by=cecilia, reason="")
    two = set_product(shared[1:], "Life Care", "Tieto", by=cecilia, reason="")
    join_products(one, [two], by=cecilia)
    assert set(System.objects.values_list("product", flat=True)) == {one.pk}
    assert list(Product.objects.all()) == [one]


def test_integrations_find_the_one_system_of_that_name_at_home_first(
    aania: Organisation, konnevesi: Organisation, cecilia: Person
) -> None:
    take_in(
        aania,
        told(aania, "system", "effica", name="Effica"),
        told(aania, "system", "titania", name="Titania"),
    )
    take_in(
        konnevesi,
        told(konnevesi, "system", "effica", name="EFFICA"),
        told(konnevesi, "system", "hub", name="Alueen PACS"),
    )
    take_in(
        aania,
        told(aania, "integration", "1", from_name="effica ", to_name="Alueen pacs"),
        told(aania, "integration", "2", from_name="Effica", to_name="Nobody's system"),
    )
    assert link_integrations(aania.programme, by=cecilia) == 3
    first, second = Integration.objects.order_by("key")
    assert (first.from_system.organisation, first.to_system.name) == (aania, "Alueen PACS")  # type: ignore[union-attr]
    assert second.to_system is None
    assert link_integrations(aania.programme, by=cecilia) == 0
