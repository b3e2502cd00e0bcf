"""Built twice: needs and projects of different regions that say nearly the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Origin = Literal["", "built", "bought", "co_built"]


@dataclass(frozen=True)
class Need:
    """What one region builds, buys or wants, in its own words. `origin` "" when not known."""

    id: str
    region: str
    name: str
    purpose: str = ""
    origin: Origin = ""


@dataclass(frozen=True)
class Overlap:
    """Two needs of different regions; `similarity` 0..1, `words` what they share, rarest first.

    `kind` is "built_twice", "bought_apart" (the same thing bought separately) or "maybe".
    """

    a: str
    b: str
    similarity: float
    words: tuple[str, ...]
    kind: Literal["built_twice", "bought_apart", "maybe"]


def find_overlaps(
    needs: Sequence[Need], *, least: float = 0.35, limit: int = 200
) -> tuple[Overlap, ...]:
    """Pairs of needs of different regions with at least `least` similarity, most alike first."""
    raise NotImplementedError


def nearest(text: str, needs: Sequence[Need], *, limit: int = 10) -> tuple[tuple[str, float], ...]:
    """The needs most like a text: (id, similarity 0..1), most alike first."""
    raise NotImplementedError
