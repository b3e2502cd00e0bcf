"""Who does what when: `solve` makes a plan with a proven bound, `check` trusts no one."""

from maali_engines.scheduling.answer import Answer, Plan
from maali_engines.scheduling.check import check
from maali_engines.scheduling.data import Problem
from maali_engines.scheduling.solve import solve

__all__ = ["Answer", "Plan", "Problem", "check", "solve"]
