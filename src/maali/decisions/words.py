"""The reasons and hard stops of options in the reader's language."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maali.inventory.needs import BY_CODE

CRITERIA = {
    "continuity": gettext_lazy("Continuity and client and patient safety at the start day"),
    "feasible": gettext_lazy("Feasible before the start day"),
    "legal": gettext_lazy("Law and procurement"),
    "change_cost": gettext_lazy("Change cost"),
    "running_cost": gettext_lazy("Running cost over five years"),
    "users": gettext_lazy("Change burden for users"),
    "interoperability": gettext_lazy("Interoperability, national services"),
    "technical": gettext_lazy("Technical health, end of support"),
    "long_term": gettext_lazy("Fit to the long-term target state"),
    "not_duplicating": gettext_lazy("Not duplicating another region's build"),
}

SENTENCES = {
    "too_late": gettext_lazy(
        "Takes %(weeks)s weeks; %(left)s weeks are left before the start day."
    ),
    "not_assignable": gettext_lazy("The contract says that it cannot be transferred."),
    "not_divisible": gettext_lazy("The contract says that it cannot be divided."),
    "records_in_use": gettext_lazy("Client or patient records are in daily use."),
    "support_ends": gettext_lazy(
        "Support ends on %(day)s, less than six months after the start day."
    ),
    "needed_on_day_one": gettext_lazy("The system is needed at once (tier %(tier)s)."),
    "stays_in_use_in_municipality": gettext_lazy(
        "The municipality goes on using the same installation."
    ),
    "same_product_elsewhere": gettext_lazy(
        "%(organisation)s runs the same product for %(users)s users."
    ),
    "tier_one": gettext_lazy("A change close to 00:00 of the start day is a risk to continuity."),
    "owner_keeps_it_running": gettext_lazy("The municipality can keep it running for a time."),
    "shared_installation": gettext_lazy(
        "%(others)s other organisations use the same installation."
    ),
    "contract_ends_before_start": gettext_lazy(
        "The contract ends on %(day)s, before the start day."
    ),
    "contract_ends_soon_after": gettext_lazy(
        "The contract ends on %(day)s, within a year of the start day."
    ),
    "contract_runs_on": gettext_lazy(
        "The contract runs until %(day)s and would be paid for nothing."
    ),
    "assignable": gettext_lazy("The contract can be transferred."),
    "being_phased_out": gettext_lazy("The organisation says that it is being phased out."),
    "respondent_proposes": gettext_lazy("The organisation itself proposes this."),
    "need": gettext_lazy("It serves: %(need)s."),
    "need_unknown": gettext_lazy("What it is for is not known, so it is put in the third tier."),
    "said_criticality": gettext_lazy("The organisation gave criticality %(criticality)s."),
    "personal_data": gettext_lazy("It holds personal data."),
    "by_person": gettext_lazy("%(name)s: %(text)s"),
}


def sentence(reason: dict[str, Any]) -> str:
    """One reason, worded; days are written as the language writes them."""
    values = dict(reason)
    if day := values.get("day"):
        values["day"] = date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT")
    if code := values.get("need"):
        values["need"] = BY_CODE[code].label
    if values.get("users") is None:
        values["users"] = _("an unknown number of")
    return str(SENTENCES[reason["code"]]) % values


def sentences(reasons: list[dict[str, Any]]) -> list[str]:
    """Each reason once, in order."""
    return list(dict.fromkeys(sentence(reason) for reason in reasons))
