"""One installation that several organisations report: it counts once, at its owner.

The same product name says nothing: two installations of one product do not even exchange data.
Joined by themselves are only those that a text or a contract reference states; everything else
that looks shared becomes one question for the whole installation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maali_engines.linkage.data import Answer, Reason


@dataclass(frozen=True)
class System:
    """One organisation's report of a system in use.

    `product` is the group that its product was matched to, `notes` everything said in free text,
    `owner` an owner or host named in a column of its own, `area` the co-operation area that the
    organisation belongs to for this service, `contract` a contract reference, `users` persons.
    """

    id: str
    organisation: str
    product: str
    users: int | None = None
    notes: str = ""
    owner: str = ""
    area: str = ""
    vendor: str = ""
    contract: str = ""


@dataclass(frozen=True)
class Shared:
    """Reports of what is (`stated`) or may be (not `stated`: ask) one installation.

    `systems` are ids in the order given, the owner's own report included when there is one;
    `owner` is an organisation id, "" when nobody says. `reasons` strongest first.
    """

    systems: tuple[str, ...]
    owner: str
    stated: bool
    probability: float
    reasons: tuple[Reason, ...]


def find_shared(
    systems: Sequence[System],
    *,
    names: Mapping[str, Sequence[str]],
    answers: Iterable[Answer] = (),
) -> tuple[Shared, ...]:
    """Say which reports are one installation and whose it is.

    `names` gives the names and short names by which each organisation id goes in texts ("KSSHP").
    `answers` are about system ids: `same` joins, different keeps apart, also through others.
    """
    raise NotImplementedError
