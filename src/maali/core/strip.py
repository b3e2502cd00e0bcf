"""A strip that parts a whole by its states: how much of all stands where."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from maali.core.svg import drawing, link, tag, title

WIDTH, HEIGHT, GAP = 640.0, 18.0, 3.0


@dataclass(frozen=True)
class Part:
    """One state: how many stand there, the tone, what it is called and where it leads.

    `faint` sets apart two states of the same tone.
    """

    count: int
    tone: str
    name: str
    href: str = ""
    faint: bool = False


def strip(parts: Sequence[Part], *, label: str) -> SafeString:
    """The parts beside each other, as wide as they are many; "" when there is nothing."""
    shown = [part for part in parts if part.count]
    if not shown:
        return SafeString("")
    whole = sum(part.count for part in shown)
    room = WIDTH - GAP * (len(shown) - 1)
    drawn, x = [], 0.0
    for part in shown:
        width = room * part.count / whole
        bar = tag(
            "rect",
            x=x,
            y=0.0,
            width=width,
            height=HEIGHT,
            rx=4,
            class_="faint" if part.faint else None,
            data_tone=part.tone,
        )
        words = f"{part.name}: {part.count}"
        drawn.append(link(part.href, title(words), bar, label=words))
        x += width + GAP
    return drawing(drawn, width=WIDTH, height=HEIGHT, label=label, class_="strip", interactive=True)
