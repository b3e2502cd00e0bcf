"""Every write of collecting: a file comes, is corrected, accepted; a question is answered."""

from maali.intake.actions.accepting import accept, take_back
from maali.intake.actions.asking import check_again, open_questions, pass_on_question
from maali.intake.actions.correcting import (
    correct_guess,
    correct_header,
    correct_layout,
    correct_sheet,
    forget,
)
from maali.intake.actions.key_systems import choose_key_system, follow_rule, pick_key_systems
from maali.intake.actions.mending import leave_out, mend, put_back
from maali.intake.actions.receiving import (
    read_waiting,
    receive,
    withdraw,
)
from maali.intake.actions.replying import answer_question, answer_together, take_back_answer
from maali.intake.actions.rounds import (
    accept_answer,
    add_recipients,
    ask_columns,
    change_round,
    close_round,
    make_round,
    open_round,
    remove_recipient,
    reopen_answer,
    say_complete,
    speak,
)

__all__ = [
    "accept",
    "accept_answer",
    "add_recipients",
    "answer_question",
    "answer_together",
    "ask_columns",
    "change_round",
    "check_again",
    "choose_key_system",
    "close_round",
    "correct_guess",
    "correct_header",
    "correct_layout",
    "correct_sheet",
    "follow_rule",
    "forget",
    "leave_out",
    "make_round",
    "mend",
    "open_questions",
    "open_round",
    "pass_on_question",
    "pick_key_systems",
    "put_back",
    "read_waiting",
    "receive",
    "remove_recipient",
    "reopen_answer",
    "say_complete",
    "speak",
    "take_back",
    "take_back_answer",
    "withdraw",
]
