"""Who may ask, send, accept and answer, and when: each rule says no with a sentence, or ""."""

from maali.intake.rules.files import (
    already_accepted,
    why_not_accept,
    why_not_answer,
    why_not_change,
    why_not_open,
    why_not_read_again,
    why_not_send,
    why_not_take_back,
)
from maali.intake.rules.questions import (
    why_not_check,
    why_not_pass_on_question,
    why_not_take_back_answer,
)

__all__ = [
    "already_accepted",
    "why_not_accept",
    "why_not_answer",
    "why_not_change",
    "why_not_check",
    "why_not_open",
    "why_not_pass_on_question",
    "why_not_read_again",
    "why_not_send",
    "why_not_take_back",
    "why_not_take_back_answer",
]
