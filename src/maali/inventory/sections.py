"""How the facts of a record are grouped on its page: what is asked in detail stands by theme.

A field that no section names stands in the first one, in the order of the model.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from maali.inventory.shown import Text


@dataclass(frozen=True)
class Section:
    """One group of facts: its title and the names of its fields."""

    title: Text
    fields: tuple[str, ...]


def section(title: Text, fields: str) -> Section:
    """A section written short: `fields` between blanks."""
    return Section(title, tuple(fields.split()))


KNOWN = _("What is known")
SECTIONS: dict[str, tuple[Section, ...]] = {
    "system": (
        section(
            _("Installation"),
            "instance version modules hosting authentication go_live support_ends end_of_life"
            " documentation",
        ),
        section(
            _("Responsibility and support"),
            "owner_role main_user_role technical_contact service_hours support rto rpo",
        ),
        section(
            _("Data and conformity"),
            "personal_data data_categories update_frequency national_services conformity",
        ),
        section(
            _("Sharing and changes"),
            "shared_with ongoing_change fate_proposal yearly_cost device_count notes",
        ),
    ),
    "site": (
        section(
            _("Network and devices"),
            "workstations printers_phones network_now fibre_ready wifi cabling medical_devices"
            " building_technology",
        ),
        section(
            _("On site"),
            "ownership after_start third_parties contact_role quiet_times language notes",
        ),
    ),
    "contract": (
        section(
            _("Period and notice"),
            "start end open_ended notice_months notice_terms extension",
        ),
        section(
            _("When the organisation changes"),
            "assignable change_of_party divisible headroom procurement_basis transfer_class",
        ),
        section(_("Costs and commitments"), "yearly_cost one_off_cost min_commitment exit_fee"),
        section(_("Data and documents"), "dpa data_return disputes document"),
    ),
    "integration": (
        section(_("Technology"), "direction trigger protocol platform org_ids"),
        section(_("Responsibility and support"), "owner_role vendor_name"),
    ),
    "data_store": (
        section(
            _("Personal data"),
            "subjects categories special_categories purpose legal_basis processors recipients",
        ),
        section(
            _("Keeping"), "secrecy retention permanent volume form split_rule controller_after"
        ),
    ),
    "user_group": (
        section(
            _("Accounts"),
            "accounts_now directory rights mailboxes mail_migration cards"
            " accounts_created accounts_delivered accounts_activated",
        ),
    ),
}


def sections_of(kind: str, names: Iterable[str]) -> list[Section]:
    """The names in their sections; those of no section come first, empty sections are left out."""
    given = list(names)
    grouped = SECTIONS.get(kind, ())
    placed = {name for each in grouped for name in each.fields}
    first = Section(KNOWN, tuple(name for name in given if name not in placed))
    others = [
        Section(each.title, tuple(name for name in each.fields if name in given))
        for each in grouped
    ]
    return [each for each in (first, *others) if each.fields]
