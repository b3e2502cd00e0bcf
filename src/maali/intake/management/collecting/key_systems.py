"""`maali collect key-systems --round 2 --programme keski-suomi`: which systems, and why."""

from argparse import ArgumentParser

from django.utils.translation import gettext as _

from maali.intake import actions
from maali.intake.management.collecting.rounds import numbered
from maali.intake.models import KeySystem
from maali.intake.rounds_in_words import reasons_in_words
from maali.organisations.models import Person, Programme

HELP = "List the key systems of a detailed round with their reasons, or pick them by the rule."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--round", type=int, required=True, help="number of the round")
    parser.add_argument("--pick", action="store_true", help="apply the rule first")


def run(region: Programme, by: Person | str, *, round: int, pick: bool) -> list[str]:
    found = numbered(region, round)
    if pick:
        actions.pick_key_systems(found, by=by)
    keys = found.key_systems.select_related("system__organisation").order_by(
        "system__organisation__name", "system__name"
    )
    asked = keys.filter(left_out=False)
    told = _("Key systems: %(count)d.") % {"count": asked.count()}
    return [*(line(each) for each in asked), told]


def line(each: KeySystem) -> str:
    why = reasons_in_words(each.reasons) + ([f"{each.by}: {each.reason}"] if each.by else [])
    return f"{each.system.organisation}: {each.system}: {', '.join(why)}"
