"""How a problem that contradicts itself is refused: a code and its figures, never prose."""

from collections.abc import Iterable, Mapping

MAX_SLOTS = 20_000  # forty years of half days: beyond that somebody mistyped a year
MAX_DURATION = 5_000
MAX_TASKS = 200_000


class Nonsense(ValueError):
    """The problem contradicts itself. `code` and `params` say where; a page makes a sentence of
    it."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code} {params}")
        self.code = code
        self.params = params


def refuse_if(wrong: object, code: str, **params: object) -> None:
    if wrong:
        raise Nonsense(code, **params)


def unique(what: str, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for one in ids:
        refuse_if(one in seen, "twice", what=what, id=one)
        seen.add(one)
    return seen


def find_circle(after: Mapping[str, set[str]]) -> list[str]:
    """Nodes that wait for each other in a circle, [] if none. `after`: node -> those that wait
    for it."""
    waiting = dict.fromkeys(after, 0)
    for followers in after.values():
        for one in followers:
            waiting[one] += 1
    free = [one for one, count in waiting.items() if not count]
    while free:
        for one in after[free.pop()]:
            waiting[one] -= 1
            if not waiting[one]:
                free.append(one)
    left = {one for one, count in waiting.items() if count}
    return _walk_back(after, left) if left else []


def _walk_back(after: Mapping[str, set[str]], left: set[str]) -> list[str]:
    # Every node left has a predecessor that is left too, so walking backwards must meet itself.
    before = {b: a for a in sorted(left) for b in sorted(after[a] & left)}
    path = [min(left)]
    while (previous := before[path[-1]]) not in path:
        path.append(previous)
    return path[path.index(previous) :][::-1]
