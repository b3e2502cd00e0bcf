"""The profiles of the example: which region, which organisations, how many copies."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """A region to make. `providers` empty means all; `copies` multiplies them with new codes."""

    region: str
    providers: tuple[str, ...] = ()
    copies: int = 1


PROFILES = {
    "tiny": Profile("keski-suomi", ("KS-P02", "KS-P03", "KS-P06", "KS-P19")),
    "keski-suomi": Profile("keski-suomi"),
    "lappi": Profile("lappi"),
    "stress": Profile("keski-suomi", copies=5),
}
