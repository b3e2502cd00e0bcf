"""What is matched and what comes out: frozen data. Identifiers are the caller's own strings.

A record is one mention of a product, a vendor or a site in one source's list. A source is whoever
wrote the list (an organisation); a source that knows a thing usually lists it once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["product", "vendor", "site"]
RelationName = Literal[
    "same_as", "renamed_to", "successor_of", "module_of", "other_than", "sold_by"
]

MERGING: frozenset[str] = frozenset({"same_as", "renamed_to"})
"""Relations whose two sides are one thing. The others are shown, and never join."""
PARTING: frozenset[str] = frozenset({"successor_of", "module_of", "other_than"})
"""Relations whose two sides are near each other and never one thing."""


@dataclass(frozen=True)
class Record:
    """One mention. `source` is who wrote it, `name` what they called it.

    `extra` holds what only some kinds have: `address`, `postal_code`, `municipality`, `lat`, `lon`
    (degrees, WGS 84) for sites, `business_id` for vendors, `version` for products.
    """

    id: str
    source: str
    name: str
    vendor: str = ""
    purpose: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What a person said of two records. It holds for every record spelled the same way."""

    a: str
    b: str
    same: bool


@dataclass(frozen=True)
class Knowledge:
    """A known fact between two names: `left` relation `right`, e.g. Lifecare successor_of Effica.

    `kind` is what both names are names of; for `sold_by`, left is a product and right a vendor.
    `source` says who states it.
    """

    relation: RelationName
    left: str
    right: str
    source: str = ""
    kind: Kind = "product"


@dataclass(frozen=True)
class Reason:
    """Why two records look alike (weight above 0) or not (below 0). Worded by the caller.

    `code` is one of `compare.REASONS`, `params` what to name in the sentence, `weight` the share of
    this comparison in the score, in log odds.
    """

    code: str
    params: Mapping[str, str]
    weight: float


@dataclass(frozen=True)
class Rival:
    """The closest other partner that lost: record id and its probability with the same record."""

    id: str
    probability: float


@dataclass(frozen=True)
class Pair:
    """Two records of different wording that may be one thing, `a` < `b` in the order given.

    `probability` 0..1 that they are one and the same; `reasons` the three strongest.
    """

    a: str
    b: str
    probability: float
    reasons: tuple[Reason, ...] = ()
    rival: Rival | None = None


@dataclass(frozen=True)
class Group:
    """Records that are one thing, in the order given. `name` is their most used spelling."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Relation:
    """Two groups that are near and not one: `left` and `right` are positions in `Result.groups`."""

    relation: RelationName
    left: int
    right: int
    source: str = ""


@dataclass(frozen=True)
class Question:
    """The next thing worth asking: are `a` and `b` one and the same?

    `decides` is how many pairs of records an answer is expected to settle; `audit` marks the one in
    five that checks a confident joining.
    """

    a: str
    b: str
    probability: float
    decides: float
    audit: bool = False
    reasons: tuple[Reason, ...] = ()
    rival: Rival | None = None


@dataclass(frozen=True)
class Result:
    """What was found. Every record is in exactly one group, alone if nothing is like it.

    `pairs` are the compared pairs worth showing, most probable first; those with a probability of
    at least `cut` were proposed for joining. `stated_precision` and `stated_recall` (0..1) are
    estimates for pairs of records in the groups, made without any label.
    """

    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    cut: float
    stated_precision: float
    stated_recall: float
    questions: tuple[Question, ...] = ()
    relations: tuple[Relation, ...] = ()


class Nonsense(ValueError):
    """What was given cannot be matched; `code` and `params` say why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code} {params}")
        self.code = code
        self.params = params
