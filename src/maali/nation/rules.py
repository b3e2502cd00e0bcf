"""Who may read and judge the national overview."""

from typing import Any

from django.utils.translation import gettext as _

from maali.organisations.queries import sees_nation


def why_not_see(person: Any) -> str:
    """National figures are sums over regions, for national readers, planners and steering
    readers.
    """
    if isinstance(person, str) or sees_nation(person):
        return ""
    return _("The national overview is for national readers, planners and steering groups.")


def why_not_judge(person: Any, note: str) -> str:
    """An overlap is judged by those who can act on it: national readers and planners."""
    kinds = {"national_reader", "planner"}
    if not isinstance(person, str) and not person.roles.filter(kind__in=kinds).exists():
        return _("Only national readers and planners judge an overlap.")
    return "" if note.strip() else _("Write why: the regions read it.")
