"""Durations that shrink with repetition (Wright 1936): the n-th time takes t1 * n^log2(rate)."""

import math

from maali_engines.scheduling.data import Learning


def factor(curve: Learning, done: int) -> float:
    """Share of the first duration that a repetition takes when `done` were finished before it."""
    share: float = (1.0 + done) ** math.log2(curve.rate)
    return max(curve.floor, share)


def learnt_duration(duration: int, share: float) -> int:
    """Whole slots; a hair is taken off first so that 0.9 * 10 stays 9."""
    return max(1, math.ceil(duration * share - 1e-9)) if duration else 0
