"""A shared installation is one question: those ticked count at the owner, others by themselves."""

from typing import Any

import pytest

from maali.inventory.models import System
from maali.matching.actions import answer_proposal, match, undo_answer
from maali.matching.models import Proposal


@pytest.fixture
def asked(mentions: Any) -> Proposal:
    """Three organisations report Effica; the first of them may run it for the others."""
    systems = list(System.objects.filter(name__in=["Effica", "EFFICA"]).order_by("pk"))
    keys = sorted(str(system.pk) for system in systems[:2])
    return Proposal.objects.create(
        programme=mentions,
        thing="installation",
        left=keys[0],
        right=keys[1],
        members=[system.pk for system in systems],
    )


def owners() -> dict[int, int | None]:
    return dict(System.objects.values_list("pk", "same_as"))


def test_only_those_ticked_count_at_the_owner(asked: Proposal, cecilia: Any) -> None:
    owner, ticked, other = asked.members
    answer_proposal(asked, "same", by=cecilia, chosen=[ticked])
    assert (owners()[ticked], owners()[other]) == (owner, None)


def test_nothing_ticked_means_that_each_counts_by_itself(asked: Proposal, cecilia: Any) -> None:
    answered = answer_proposal(asked, "same", by=cecilia, chosen=[])
    assert answered.state == "different"
    assert set(owners().values()) == {None}


def test_the_next_matching_keeps_to_what_was_ticked(asked: Proposal, cecilia: Any) -> None:
    owner, ticked, other = asked.members
    answer_proposal(asked, "same", by=cecilia, chosen=[ticked])
    match(asked.programme, by="Maali")
    assert (owners()[ticked], owners()[other]) == (owner, None)


def test_taking_the_answer_back_parts_them_again(asked: Proposal, cecilia: Any) -> None:
    answer_proposal(asked, "same", by=cecilia)
    assert any(owners().values())
    undo_answer(asked, by=cecilia)
    assert not any(owners().values())
