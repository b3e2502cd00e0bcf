"""Every write of collecting: a file comes, is corrected, accepted; a question is answered."""

from maali.intake.actions.accepting import accept, take_back
from maali.intake.actions.asking import answer_question, open_questions
from maali.intake.actions.mending import leave_out, mend, put_back
from maali.intake.actions.receiving import (
    correct_guess,
    correct_sheet,
    read_waiting,
    receive,
    withdraw,
)

__all__ = [
    "accept",
    "answer_question",
    "correct_guess",
    "correct_sheet",
    "leave_out",
    "mend",
    "open_questions",
    "put_back",
    "read_waiting",
    "receive",
    "take_back",
    "withdraw",
]
