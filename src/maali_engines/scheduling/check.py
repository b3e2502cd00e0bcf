"""The judge: which rules a plan breaks. Written without any solver's code; trusts nobody."""

from collections.abc import Iterable

from maali_engines.scheduling.data import Assignment, Broken, Plan, Problem


def check(problem: Problem, plan: Plan, assignments: Iterable[Assignment] | None = None) -> tuple[Broken, ...]:
    """Every broken rule (none: the plan can be carried out). Missing the start day breaks no rule."""
    raise NotImplementedError
