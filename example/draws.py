"""Random draws that one seed fixes: each stage and organisation has a source of its own.

A string seed is hashed with SHA-512 by `random.Random`: the same on every Python version and
machine. As each stage has its own source, adding an organisation or a kind of error does not
disturb the others.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Draws:
    """The seed of one run."""

    seed: int
    profile: str

    def source(self, stage: str, provider_id: str = "") -> Random:
        return Random(f"{self.seed}:{self.profile}:{stage}:{provider_id}")


def pick(rng: Random, weighted: Sequence[tuple[Item, float]]) -> Item:
    """One item, by weight."""
    return rng.choices([item for item, _ in weighted], [weight for _, weight in weighted])[0]


def pick_distinct(rng: Random, weighted: Sequence[tuple[Item, float]], count: int) -> list[Item]:
    """At most `count` different items, by weight (Efraimidis and Spirakis 2006, in input order)."""
    keyed = [
        (-math.log(1 - rng.random()) / weight, at)
        for at, (_, weight) in enumerate(weighted)
        if weight > 0
    ]
    chosen = sorted(at for _, at in sorted(keyed)[:count])
    return [weighted[at][0] for at in chosen]


def split(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Whole shares of a total by weight, by largest remainder; they add up exactly."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    shares = {key: math.floor(value) for key, value in exact.items()}
    rest = sorted(exact, key=lambda key: (shares[key] - exact[key], key))
    for key in rest[: total - sum(shares.values())]:
        shares[key] += 1
    return shares
