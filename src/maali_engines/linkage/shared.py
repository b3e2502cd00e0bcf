"""One installation that several organisations report: it counts once, at its owner.

The same product name says nothing: two installations of one product do not even exchange data.
Joined by themselves are only those that a text or a contract reference states; everything else
that looks shared becomes one question for the whole installation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from maali_engines.linkage.clean import fold, likeness, words
from maali_engines.linkage.data import Answer, Nonsense, Reason
from maali_engines.linkage.group import Grouping

CODES = (
    *("text_names_owner", "column_names_owner", "same_contract", "answered", "same_area"),
    *("wide_provider", "listed_twice"),
)
STATED = 0.99
ASKED = {"text_names_owner": 0.8, "column_names_owner": 0.8, "same_area": 0.5}
WEIGHT = {
    "answered": 6.0,
    "same_contract": 5.0,
    "text_names_owner": 4.0,
    "column_names_owner": 4.0,
    "same_area": 1.0,
    "wide_provider": 0.8,
    "listed_twice": 0.5,
}
SHORTEST_REFERENCE = 4
"""Contract references with fewer letters and digits ("12", "kts") identify nothing."""


# Beginnings of words, without their dots, by which people say that they use another's installation.
SHARED_WORDS = (
    *("ymparisto", "asennu", "instanssi", "yhteiskay", "yhteinen", "kaytamme", "kayttooikeu"),
    *("katselu", "omistama", "yllapitama", "miljo", "installation", "gemensam", "delad"),
    *("environment", "instance", "tenant", "shared", "hosted"),
)


@dataclass(frozen=True)
class System:
    """One organisation's report of a system in use.

    `product` is the group that its product was matched to, `notes` everything said in free text,
    `owner` an owner or host named in a column of its own, `area` the co-operation area that the
    organisation belongs to for this service, `contract` a contract reference, `users` persons.
    `wide`: the organisation provides its services to the whole region, as a hospital district does.
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
    wide: bool = False


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


@dataclass(frozen=True)
class _Hint:
    """Why two reports may be one installation; `sure` when somebody said so in as many words."""

    a: int
    b: int
    code: str
    params: Mapping[str, str]
    sure: bool
    owner: str = ""


def find_shared(
    systems: Sequence[System],
    *,
    names: Mapping[str, Sequence[str]],
    answers: Iterable[Answer] = (),
) -> tuple[Shared, ...]:
    """Say which reports are one installation and whose it is.

    `names` gives the names and short names by which each organisation id goes in texts ("KSSHP").
    `answers` are about system ids: `same` joins, different keeps apart, also through others.
    Raises `Nonsense("unknown_record", id=…)` for an answer about a system that was not given.
    """
    at = {system.id: place for place, system in enumerate(systems)}
    answers = tuple(answers)
    hints = [*_answered(answers, at), *_owner_hints(systems, names)]
    hints += [*_contract_hints(systems), *_area_hints(systems)]
    hints += [*_wide_hints(systems), *_twice_hints(systems)]
    stated = _joined(systems, [hint for hint in hints if hint.sure], _apart(answers, at))
    likely = _joined(systems, hints, _apart(answers, at))
    out = [_shared(systems, group, hints, stated=True) for group in stated if len(group) > 1]
    settled = {frozenset(group) for group in stated}
    out += [
        _shared(systems, group, hints, stated=False)
        for group in likely
        if len(group) > 1 and frozenset(group) not in settled
    ]
    return tuple(sorted(out, key=lambda s: (not s.stated, -s.probability, at[s.systems[0]])))


def _answered(answers: Iterable[Answer], at: Mapping[str, int]) -> list[_Hint]:
    return [
        _Hint(*pair, "answered", {}, sure=True) for pair, same in _last(answers, at).items() if same
    ]


def _apart(answers: Iterable[Answer], at: Mapping[str, int]) -> list[tuple[int, int]]:
    return [pair for pair, same in _last(answers, at).items() if not same]


def _last(answers: Iterable[Answer], at: Mapping[str, int]) -> dict[tuple[int, int], bool]:
    """The last answer about each pair."""
    last = {}
    for answer in answers:
        for id in (answer.a, answer.b):
            if id not in at:
                raise Nonsense("unknown_record", id=id)
        a, b = sorted((at[answer.a], at[answer.b]))
        last[a, b] = answer.same
    return last


def _names_in(text: str, spelled: Mapping[str, Sequence[tuple[str, ...]]]) -> list[str]:
    """The organisations that a text names, Finnish endings allowed ("KSSHP:n", "Jyväskylän")."""
    said = words(text)
    return [
        organisation
        for organisation, forms in sorted(spelled.items())
        if any(_names(said, form) for form in forms)
    ]


def _names(said: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Do the words of a name stand in the text one after the other, endings aside?"""
    for start in range(len(said) - len(form) + 1):
        part = said[start : start + len(form)]
        if all(_inflected(word, plain) for word, plain in zip(part, form, strict=True)):
            return True
    return False


def _inflected(word: str, plain: str) -> bool:
    """Jyväskylän ~ Jyväskylä; short names and abbreviations only whole."""
    if len(plain) < 5:
        return word == plain
    return word == plain or (word[:4] == plain[:4] and likeness(word, plain) >= 0.88)


def _owner_hints(systems: Sequence[System], names: Mapping[str, Sequence[str]]) -> list[_Hint]:
    """The reporter says that another runs it, and that other reports the product once.

    When the owner reports several installations of the product, which one is meant must be asked.
    """
    spelled = {who: [words(name) for name in known if name] for who, known in names.items()}
    hints = []
    for place, system in enumerate(systems):
        for code, text in (
            ("text_names_owner", system.notes),
            ("column_names_owner", system.owner),
        ):
            owners = [who for who in _names_in(text, spelled) if who != system.organisation]
            for owner in owners:
                own = [
                    other
                    for other, candidate in enumerate(systems)
                    if candidate.organisation == owner and candidate.product == system.product
                ]
                sure = len(own) == 1 and len(owners) == 1 and _says_shared(code, text)
                params = {"owner": owner, "text": text, "organisation": system.organisation}
                hints += [_Hint(place, other, code, params, sure, owner) for other in own]
    return [*hints, *_same_owner(systems, spelled)]


def _says_shared(code: str, text: str) -> bool:
    """A place or "see the answer of …" names an organisation too: only an environment is shared."""
    said = " ".join(words(text))
    return code != "text_names_owner" or any(word in said for word in SHARED_WORDS)


def _same_owner(
    systems: Sequence[System], spelled: Mapping[str, Sequence[tuple[str, ...]]]
) -> list[_Hint]:
    """Several name one owner who has not reported the product: likely one, to be asked."""
    named: dict[tuple[str, str], list[int]] = {}
    reported = {(system.organisation, system.product) for system in systems}
    for place, system in enumerate(systems):
        for owner in _names_in(f"{system.notes} . {system.owner}", spelled):
            if owner != system.organisation and (owner, system.product) not in reported:
                named.setdefault((owner, system.product), []).append(place)
    return [
        _Hint(a, b, "column_names_owner", {"owner": owner}, sure=False, owner=owner)
        for (owner, _), places in sorted(named.items())
        for a, b in pairwise(places)
    ]


def _contract_hints(systems: Sequence[System]) -> list[_Hint]:
    """The same contract reference, at the same product: stated by the paper itself."""
    seen: dict[tuple[str, str], list[int]] = {}
    for place, system in enumerate(systems):
        reference = "".join(words(system.contract))
        if len(reference) >= SHORTEST_REFERENCE and any(c.isdigit() for c in reference):
            seen.setdefault((reference, system.product), []).append(place)
    return [
        _Hint(a, b, "same_contract", {"contract": systems[a].contract}, sure=True)
        for places in seen.values()
        for a, b in combinations(places, 2)
        if systems[a].organisation != systems[b].organisation
    ]


def _area_hints(systems: Sequence[System]) -> list[_Hint]:
    """The same product inside one co-operation area: never sure, always worth one question."""
    seen: dict[tuple[str, str], list[int]] = {}
    for place, system in enumerate(systems):
        if system.area:
            seen.setdefault((fold(system.area), system.product), []).append(place)
    return [
        _Hint(a, b, "same_area", {"area": systems[a].area}, sure=False)
        for places in seen.values()
        for a, b in combinations(places, 2)
        if systems[a].organisation != systems[b].organisation
    ]


def _by_product(systems: Sequence[System]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, system in enumerate(systems):
        found.setdefault(system.product, []).append(place)
    return found


def _wide_hints(systems: Sequence[System]) -> list[_Hint]:
    """A provider of the whole region has it, and others report it: they may be its users."""
    return [
        _Hint(a, b, "wide_provider", {"owner": systems[a].organisation}, sure=False)
        for places in _by_product(systems).values()
        for a in places
        for b in places
        if systems[a].wide and not systems[b].wide
    ]


def _twice_hints(systems: Sequence[System]) -> list[_Hint]:
    """One organisation lists the product twice: two installations, or one told twice."""
    return [
        _Hint(a, b, "listed_twice", {"organisation": systems[a].organisation}, sure=False)
        for places in _by_product(systems).values()
        for a, b in combinations(places, 2)
        if systems[a].organisation == systems[b].organisation
    ]


def _joined(
    systems: Sequence[System], hints: Sequence[_Hint], apart: Sequence[tuple[int, int]]
) -> list[list[int]]:
    grouping = Grouping(len(systems))
    grouping.forbid(apart)
    ordered = sorted(hints, key=lambda hint: (-WEIGHT[hint.code], not hint.sure, hint.a, hint.b))
    grouping.require((hint.a, hint.b) for hint in ordered)
    return grouping.groups()


def _shared(
    systems: Sequence[System], group: Sequence[int], hints: Sequence[_Hint], *, stated: bool
) -> Shared:
    inside = set(group)
    told = [hint for hint in hints if hint.a in inside and hint.b in inside]
    owners = sorted({hint.owner for hint in told if hint.owner})
    reasons = {
        (hint.code, tuple(sorted(hint.params.items()))): Reason(
            hint.code, hint.params, WEIGHT[hint.code]
        )
        for hint in told
    }
    strongest = sorted(reasons.items(), key=lambda item: (-item[1].weight, item[0]))
    probability = STATED if stated else max(ASKED.get(hint.code, 0.5) for hint in told)
    return Shared(
        systems=tuple(systems[place].id for place in group),
        owner=owners[0] if len(owners) == 1 else "",
        stated=stated,
        probability=probability,
        reasons=tuple(reason for _, reason in strongest[:3]),
    )
