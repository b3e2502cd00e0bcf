"""Making a plan: the problem from the inventory and the decisions, solved, checked and played."""

import time
from typing import Any

from maali.core.calculations import Cancelled, Progress, calculation
from maali.organisations.models import Person, Programme
from maali.plans.actions import save_plan, set_defaults
from maali.plans.answer import planned
from maali.plans.engine import setting
from maali_engines.risk import play_plan
from maali_engines.scheduling import solve
from maali_engines.scheduling.answer import Progress as EngineProgress
from maali_engines.scheduling.explain import explain

PARTS = 100  # the page's bar: sixty parts solve, forty play


class Watch:
    """Turns the engine's stages into one bar, and the page's cancel into the engine's stop."""

    def __init__(self, progress: Progress, parts: int) -> None:
        self.progress, self.parts, self.told = progress, parts, 0

    def __call__(self, said: EngineProgress) -> None:
        now = round(self.parts * said.step / said.steps) if said.steps else 0
        if now > self.told:
            self.progress.step(now - self.told, said.stage)
            self.told = now


@calculation("plan")
def make_plan(
    progress: Progress,
    *,
    programme: int,
    name: str,
    person: int | None = None,
    seconds: float = 20,
    seed: int = 1,
    plays: int = 200,
    pilots: list[str] | None = None,
    others_from: int = 4,
) -> dict[str, Any]:
    """Plan the whole region in about so many seconds and store the plan as a draft.

    Cancelled while solving or playing, it stores nothing.
    """
    target = Programme.objects.get(pk=programme)
    by = Person.objects.get(pk=person) if person else "Maali"
    progress.start(PARTS, "problem")
    if not target.experts.exists() or not target.freezes.exists():
        set_defaults(target, by=by)
    made = setting(target, pilots=pilots or [], others_from=others_from)
    began = time.monotonic()
    answer = solve(
        made.problem,
        seconds=seconds,
        clock=time.monotonic,
        seed=seed,
        progress=Watch(progress, 60),
        stop=progress.stopped,
    )
    took = time.monotonic() - began
    explanation = explain(made.problem, answer)
    risk = play_plan(
        made.problem,
        answer,
        plays=plays,
        seed=seed,
        progress=Watch(progress, 35),
        stop=progress.stopped,
    )
    if progress.stopped():
        raise Cancelled
    asked = {
        "seconds": seconds,
        "seed": seed,
        "plays": plays,
        "pilots": pilots or [],
        "others_from": others_from,
    }
    plan = save_plan(
        target, planned(made, answer, risk, took, explanation), by=by, name=name, settings=asked
    )
    return {
        "plan": plan.pk,
        "tasks": len(made.problem.tasks),
        "objective": plan.objective,
        "bound": plan.bound,
        "misses": len(plan.misses),
        "broken": len(plan.broken),
    }
