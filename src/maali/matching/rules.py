"""Why something may not be joined or answered, as one sentence, or ""."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from maali.matching.models import Known, Proposal, Thing
from maali.matching.queries.catalogue import Spelling
from maali.organisations.models import Programme
from maali.organisations.rules import why_not_plan
from maali_engines.linkage.data import Knowledge


def why_not_match(person: Any, programme: Programme) -> str:
    return "" if isinstance(person, str) else why_not_plan(person, programme)


def why_not_answer(person: Any, proposal: Proposal, state: str, seen: str) -> str:
    """An answer needs the right, one of the known answers, and the state that the person looked
    at.
    """
    if why := why_not_match(person, proposal.programme):
        return why
    if seen and seen != proposal.state:
        return _("%(name)s has answered meanwhile: %(state)s.") % {
            "name": proposal.answered_by or "Maali",
            "state": proposal.get_state_display(),
        }
    if state not in {str(each) for each in proposal.MOVES[Proposal.State(proposal.state)]}:
        return _("This answer cannot follow the present one: %(state)s.") % {
            "state": proposal.get_state_display()
        }
    return ""


def why_not_undo(person: Any, proposal: Proposal, seen: str) -> str:
    """Only what a person has answered can be taken back, by whoever may answer."""
    if not proposal.answered_at:
        return why_not_match(person, proposal.programme) or _("There is no answer to take back.")
    return why_not_answer(person, proposal, Proposal.State.OPEN, seen)


def why_not_relate(proposal: Proposal, state: str, relation: str) -> str:
    """Only a product that is another can be a module or a successor of it."""
    if not relation:
        return ""
    if proposal.thing != Thing.PRODUCT or state != Proposal.State.DIFFERENT:
        return _("Only products that differ can be modules or successors of each other.")
    return ""


def why_not_join(
    person: Any, programme: Programme, kept: Sequence[Spelling], leaving: Sequence[Spelling]
) -> str:
    """Two names of the programme that are written differently can be joined."""
    if why := why_not_match(person, programme):
        return why
    if not kept or not leaving:
        return _("One of the two is not used here any more.")
    if kept[0].key == leaving[0].key:
        return _("Both are written “%(name)s”: they are one already.") % {"name": kept[0].name}
    return ""


def why_not_split(
    person: Any, programme: Programme, leaving: Sequence[Spelling], staying: Sequence[Spelling]
) -> str:
    """Some spellings must leave and some must stay."""
    if why := why_not_match(person, programme):
        return why
    if not leaving:
        return _("Choose the spellings that are another.")
    if not staying:
        return _("At least one spelling must stay.")
    return ""


def why_not_know(fact: Knowledge) -> str:
    """A fact has a known kind and relation and two names."""
    if fact.kind not in Known.Kind.values:
        return _("“%(kind)s” is not product, vendor or site.") % {"kind": fact.kind}
    if fact.relation not in Known.Says.values:
        return _("“%(relation)s” is not one of: %(relations)s.") % {
            "relation": fact.relation,
            "relations": ", ".join(Known.Says.values),
        }
    for name in (fact.left, fact.right):
        if not name.strip():
            return _("A name is missing.")
        if len(name) > 200:
            return _("A name has more than 200 letters.")
    return ""
