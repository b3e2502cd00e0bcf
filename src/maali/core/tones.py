"""Five tones for every state of every part, so that a colour means the same on each page.

`ok` is done and needs nobody, `going` is on its way, `person` waits for a person's decision,
`risk` is late, broken or refused, `idle` is not begun, left out or over.
"""

TONES = {
    "ok": ("accepted", "done", "finished", "moved", "in_force", "answered", "known", "same", "yes"),
    "going": (
        "running",
        "read",
        "open",
        "opened",
        "moving",
        "going",
        "received",
        "preparing",
        "draft",
    ),
    "person": ("needs_person", "proposed", "waiting", "asked", "unsure", "estimate", "question"),
    "risk": ("refused", "failed", "late", "problem", "broken", "no", "risk", "infeasible"),
}
BY_STATE = {state: tone for tone, states in TONES.items() for state in states}


def tone_of(state: str) -> str:
    """The tone of a state's code; a state that no list names is idle."""
    return BY_STATE.get(state, "idle")
