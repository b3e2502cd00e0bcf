"""The tables of collecting: rounds and who is asked, files and their rows, questions."""

from maali.intake.models.questions import Question, QuestionQuerySet
from maali.intake.models.rounds import (
    Entry,
    Handout,
    Invitation,
    KeySystem,
    Message,
    Respondent,
    Round,
)
from maali.intake.models.uploads import LearntColumn, LearntSheet, Upload, UploadRow

__all__ = [
    "Entry",
    "Handout",
    "Invitation",
    "KeySystem",
    "LearntColumn",
    "LearntSheet",
    "Message",
    "Question",
    "QuestionQuerySet",
    "Respondent",
    "Round",
    "Upload",
    "UploadRow",
]
