"""Every write of matching: a run, an answer, a joining in the catalogue, a fact about names."""

from maali.matching.actions.answering import answer_proposal, undo_answer
from maali.matching.actions.catalogue import join, split
from maali.matching.actions.knowledge import add_known, remove_known
from maali.matching.actions.matching import match

__all__ = [
    "add_known",
    "answer_proposal",
    "join",
    "match",
    "remove_known",
    "split",
    "undo_answer",
]
