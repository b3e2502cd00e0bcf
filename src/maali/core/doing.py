"""What pages do when a person presses a button: the action, and what is said of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from maali.core.actions import Refused


def try_and_say(request: HttpRequest, act: Callable[[], Any], done: str) -> None:
    """Do it and say so, or say the sentence that refused it."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def whole_number(text: str | None) -> int:
    """A key that an address or a form gives; 0, which no row has, for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 15 else 0
