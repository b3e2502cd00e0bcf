"""What a plan could not do and what changed since, in the reader's language."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from maali.plans.models import Skill
from maali.plans.packages import TASK_NAMES

MISSES = {
    "after_start_day": _("%(job)s is ready only on %(day)s, after the start day."),
    "not_placed": _("%(job)s has no place in the plan."),
    "skill_full": _(
        "%(skill)s: all are at work in periods %(periods)s; %(short)s person-days are missing."
    ),
    "skill_missing": _("Nobody has the skill %(skill)s."),
    "more_people": _(
        "It would fit with %(people)s more people for %(skill)s in periods %(periods)s."
    ),
    "later_day": _("%(job)s fits if its day is later."),
    "agreement": _("%(job)s can run in the old environment under a transitional agreement."),
    "window_too_short": _("No open time for %(job)s is long enough."),
    "contract": _("The contract of %(job)s ends too early for its move."),
    "chain": _("%(job)s takes longer, step after step, than there is time."),
    "limit": _("The limit of cut-overs for each period is full."),
    "frozen": _("Blackouts leave no day for %(job)s."),
}

CHANGES = {
    "sites": _("sites"),
    "systems": _("systems"),
    "contracts": _("contracts"),
    "integrations": _("integrations"),
    "decisions": _("decisions"),
    "experts": _("experts"),
    "freezes": _("blackouts"),
    "start day": _("start day"),
}


class Blank(dict[str, Any]):
    """Shows a dash for a figure that a reason does not carry."""

    def __missing__(self, key: str) -> str:
        return "–"


def miss_sentence(miss: dict[str, Any]) -> str:
    values = Blank(miss)
    if day := miss.get("day"):
        values["day"] = date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT")
    if skill := miss.get("skill"):
        values["skill"] = skill_name(skill)
    return str(MISSES[miss["code"]]) % values


def skill_name(skill: str) -> str:
    return str(dict(Skill.choices).get(skill, skill))


def cause_name(cause: dict[str, Any]) -> str:
    """What holds a site up: a full skill or a task that it waits for."""
    if cause["kind"] == "skill":
        return skill_name(cause["name"])
    return str(TASK_NAMES.get(cause["name"], cause["name"]))


def change_names(changes: list[str]) -> list[str]:
    return [str(CHANGES[name]) for name in changes]
