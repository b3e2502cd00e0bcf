"""Fictitious Finnish personal identity codes: individual numbers 900–999 are given to nobody."""

from random import Random

CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def fictitious_code(rng: Random) -> str:
    """A code with a valid check character and an individual number between 900 and 999."""
    born = f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(40, 99):02d}"
    number = str(rng.randint(900, 999))
    return f"{born}-{number}{CHECKS[int(born + number) % 31]}"
