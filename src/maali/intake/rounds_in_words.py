"""Rounds and their answers in words: the states of an answer, and why a system is a key one."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

# How far an organisation's answer is, from the first state to the last.
STATES: dict[str, Promise] = {
    "to_invite": pgettext_lazy("answer", "not invited yet"),
    "invited": pgettext_lazy("answer", "invited"),
    "opened": pgettext_lazy("answer", "opened"),
    "partly": pgettext_lazy("answer", "partly"),
    "complete": pgettext_lazy("answer", "complete"),
    "accepted": pgettext_lazy("answer", "accepted"),
}
TONES = {
    "to_invite": "idle",
    "invited": "idle",
    "opened": "going",
    "partly": "going",
    "complete": "person",
    "accepted": "ok",
}
REASONS: dict[str, Promise] = {
    "client_data": gettext_lazy("client or patient data"),
    "payroll": gettext_lazy("payroll"),
    "finance": gettext_lazy("finance"),
    "identity": gettext_lazy("identity and access"),
    "integration": gettext_lazy("integration hub"),
    "many_organisations": gettext_lazy("used by several organisations"),
    "many_users": gettext_lazy("more than 50 users"),
    "critical": gettext_lazy("criticality 1 or 2"),
    "contract_ends": gettext_lazy("contract ends within 12 months of the start day"),
    "not_assignable": gettext_lazy("contract cannot be transferred"),
    "stays_shared": gettext_lazy("the remaining municipality uses it too"),
}
HOW: dict[str, Promise] = {
    "mandatory": pgettext_lazy("column", "mandatory"),
    "optional": pgettext_lazy("column", "optional"),
    "": pgettext_lazy("column", "not asked"),
}


def reasons_in_words(codes: Iterable[str]) -> list[str]:
    return [str(REASONS.get(code, code)) for code in codes]


def days_in_words(days: int) -> str:
    """Until the deadline: "5 days left", "today", "3 days late"."""
    if days < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -days) % {"n": -days}
    if days == 0:
        return _("today")
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
