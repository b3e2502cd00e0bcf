"""What a plan could not do and what changed since, in the reader's language."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from maali.plans.models import DEFAULT_FREEZES, Skill
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
    "agreement": _("%(job)s can run in the old environment under a transitional agreement."),
    "chain": _("%(job)s takes longer, step after step, than there is time."),
    "freeze": _("The blackout %(name)s leaves too few days for cut-overs."),
    "windows": _("Quiet times leave too little open time."),
    "limits": _("The limit of cut-overs for each period is full."),
    "pilots": _("The others wait too long for the pilots."),
    "left_out": _("%(job)s has no place in the plan."),
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
    if name := miss.get("name"):
        values["name"] = DEFAULT_FREEZES.get(name, name)
    if periods := miss.get("periods"):
        values["periods"] = runs(periods)
    if skill := miss.get("skill"):
        values["skill"] = skill_name(skill)
    return str(MISSES[miss["code"]]) % values


def runs(numbers: list[int]) -> str:
    """Period numbers as people write them: "9–11, 14"."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in found)


def skill_name(skill: str) -> str:
    return str(dict(Skill.choices).get(skill, skill))


def cause_name(cause: dict[str, Any]) -> str:
    """What holds a site up: a full skill or a task that it waits for."""
    if cause["kind"] == "skill":
        return skill_name(cause["name"])
    return str(TASK_NAMES.get(cause["name"], cause["name"]))


def change_names(changes: list[str]) -> list[str]:
    return [str(CHANGES[name]) for name in changes]
