"""Problems and questions in words: what is wrong, where it is, and what to do about it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from maali.intake.models import Question

WORDS: dict[str, Promise] = {
    "system_without_contract": gettext_lazy(
        "No contract is told of: write its record number or its end."
    ),
    "system_without_owner": gettext_lazy("Nobody owns this system: write the role that does."),
    "site_without_network": gettext_lazy(
        "The network of the site is not told: write carrier and speed."
    ),
    "data_store_without_controller": gettext_lazy("No controller is told for this data store."),
    "contract_without_system": gettext_lazy(
        "The contract names no system or site that it is about."
    ),
}
QUESTIONS: dict[str, Promise] = {}


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of a code; a code without words of its own is shown as it is."""
    return str(WORDS[code]) % params if code in WORDS else code.replace("_", " ")


def problem_sentence(problem: Mapping[str, Any]) -> str:
    return sentence(problem["code"], problem["params"])


def question_sentence(question: Question) -> str:
    return sentence(question.code, question.params)
