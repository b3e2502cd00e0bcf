"""From mentions to groups: the whole way in one function."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

from maali_engines.linkage import ask
from maali_engines.linkage.block import Floats, Ints
from maali_engines.linkage.clean import GENERIC_WORD, NOTE_WORD, Cleaner
from maali_engines.linkage.compare import vendor_likeness
from maali_engines.linkage.cut import Cut
from maali_engines.linkage.data import (
    Answer,
    Group,
    Kind,
    Knowledge,
    Nonsense,
    Record,
    Relation,
    Result,
)
from maali_engines.linkage.group import Grouping
from maali_engines.linkage.knowledge import SOURCE, reference, vendor_names
from maali_engines.linkage.links import Links, links
from maali_engines.linkage.score import logistic
from maali_engines.linkage.scored import Scored, score_pairs
from maali_engines.linkage.work import Work, prepare

SOFTEN = 2.0
"""Divides log odds before groups are averaged, so that one certain pair does not carry a group."""
JOINED_FROM, NO_LIKENESS = 0.5, 0.01
SHORTEST_NAME = 3
"""What is left of a name must be this long to be the same name whatever else is said."""
SAID_OTHERWISE = 0.9
"""Likeness of two names that differ in a company's words too: Klinik Access is not Access first."""
TABLE_NAME = 3.0
"""Weight of a name of the knowledge table among the spellings of a group."""


def find(
    records: Sequence[Record],
    *,
    kind: Kind = "product",
    knowledge: Iterable[Knowledge] = (),
    answers: Iterable[Answer] = (),
    must_not: Iterable[tuple[str, str]] = (),
    precision: float = 0.97,
) -> Result:
    """Group the records that are one thing; no labels needed, a few answers used well.

    `knowledge` is usually `knowledge.shipped()` and the programme's own table. `must_not` are pairs
    of record ids that may never be in one group, not even through others. `precision` (0..1) is
    the least stated precision at which records are joined without asking.

    Raises `Nonsense` for a repeated id or an answer about an unknown record. Contradicting answers:
    the last one holds. The same input gives the same output, byte for byte.
    """
    if len({record.id for record in records}) != len(records):
        raise Nonsense("repeated_id")
    if not records:
        return Result((), (), 0.0, 1.0, 1.0)
    rows = tuple(knowledge)
    known = reference(rows, kind)
    ordered = sorted(records, key=lambda r: (r.source, r.name, r.vendor, r.purpose, r.id))
    work = prepare(ordered, known, kind, Cleaner((*ordered, *known.records), vendor_names(rows)))
    told = links(work.records, work.spellings, known, tuple(answers), tuple(must_not))
    if told.by_themselves:
        work = work.split(told.by_themselves)
        told = links(work.records, work.spellings, known, tuple(answers), tuple(must_not))
    scored = score_pairs(work)
    cut = told.move(scored.cut(precision), scored.score, scored.pairs)
    grouping = _group(work, scored, told, cut)
    return _result(records, work, scored, told, cut, grouping)


def _group(work: Work, scored: Scored, told: Links, cut: Cut) -> Grouping:
    exclusive = None
    if work.lists_once:
        exclusive = _exclusive(work)
    grouping = Grouping(
        len(work.spellings.members),
        labels=told.labels,
        sources=exclusive,
        alone=told.alone,
        weights=_weights(work, told),
    )
    grouping.forbid(told.cannot)
    grouping.require(told.must)
    if not work.lists_once:
        alike = list(_written_alike(work))
        same = [edge for edge in alike if edge[2] == 1.0]
        for joined in (same, same, [(a, b, 1.0) for a, b, _ in alike]):
            grouping.link(joined, 1.0)
    likeness = logistic((scored.score - cut.score) / SOFTEN)
    rows = _within_reach(grouping, scored.pairs, likeness)
    edges = zip(*scored.pairs[rows].T.tolist(), likeness[rows].tolist(), strict=True)
    grouping.link(edges, JOINED_FROM)
    return grouping


def _within_reach(grouping: Grouping, pairs: Ints, likeness: Floats) -> Ints:
    """Pairs whose sides a chain of joinings may bring together: no mean exceeds its best pair."""
    homes = np.array(grouping.homes())[pairs]
    strong = likeness >= JOINED_FROM
    size = int(homes.max()) + 1 if len(homes) else 0
    ends = homes[strong].T
    graph = sparse.coo_matrix((np.ones(ends.shape[1]), ends), shape=(size, size))
    _, part = sparse.csgraph.connected_components(graph, directed=False)
    return np.flatnonzero((part[homes[:, 0]] == part[homes[:, 1]]) & (likeness > NO_LIKENESS))


def _exclusive(work: Work) -> dict[int, frozenset[int]]:
    """The sources of each spelling, which a group may hold once; the table's own is none."""
    sources = work.spellings.sources
    names = sorted({record.source for record in work.records})
    own = names.index(SOURCE) if SOURCE in names else -1
    listed, ends = sources.indices.tolist(), sources.indptr.tolist()
    return {
        place: frozenset(source for source in listed[begin:end] if source != own)
        for place, (begin, end) in enumerate(pairwise(ends))
    }


def _written_alike(work: Work) -> Iterator[tuple[int, int, float]]:
    """Pairs whose names differ in generic words alone, and whose vendors do not conflict."""
    forms = work.spellings.forms
    said = [
        frozenset(
            word
            for word, sort in zip(form.words, form.sort, strict=True)
            if sort not in (NOTE_WORD, GENERIC_WORD)
        )
        for form in forms
    ]
    alike: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        if len(form.joined) < SHORTEST_NAME or form.bare:
            continue
        for other in alike.setdefault(form.joined, []):
            if vendor_likeness(form, forms[other]) >= 0.5:
                yield other, place, 1.0 if said[place] == said[other] else SAID_OTHERWISE
        alike[form.joined].append(place)


def _weights(work: Work, told: Links) -> list[float]:
    """A spelling counts by how often it is written, a thing of the table like several of them."""
    names = Counter(told.labels.values())
    counts = work.spellings.count(work.own)
    return [
        float(np.sqrt(count))
        + (TABLE_NAME / names[told.labels[place]] if place in told.labels else 0.0)
        for place, count in enumerate(counts.tolist())
    ]


def _result(
    records: Sequence[Record],
    work: Work,
    scored: Scored,
    told: Links,
    cut: Cut,
    grouping: Grouping,
) -> Result:
    given = {record.id: place for place, record in enumerate(records)}
    members = []
    for group in grouping.groups():
        ids = [
            work.records[place].id
            for spelling in group
            for place in work.spellings.members[spelling]
            if place < work.own
        ]
        if ids:
            members.append(sorted(ids, key=given.__getitem__))
    members.sort(key=lambda ids: given[ids[0]])
    groups = tuple(Group(_name(records, given, ids), tuple(ids)) for ids in members)
    view = ask.View(work, scored, told, cut, grouping.homes())
    return Result(
        pairs=view.pairs(),
        groups=groups,
        cut=float(logistic(np.array(cut.score))),
        stated_precision=cut.precision,
        stated_recall=cut.recall,
        questions=view.questions(grouping),
        relations=_relations(groups, work, grouping),
    )


def _name(records: Sequence[Record], given: dict[str, int], ids: Sequence[str]) -> str:
    names = [records[given[id]].name for id in ids]
    return min(names, key=lambda name: (-names.count(name), len(name), name))


def _relations(groups: Sequence[Group], work: Work, grouping: Grouping) -> tuple[Relation, ...]:
    """What the table says of two groups that were both found."""
    homes = grouping.homes()
    place_of = {id: place for place, group in enumerate(groups) for id in group.members}
    group_at = {
        homes[work.spellings.of_record[position]]: place_of[work.records[position].id]
        for position in range(work.own)
    }
    at_thing = {
        thing: group_at.get(homes[work.spellings.of_record[work.own + number]])
        for number, thing in enumerate(work.known.things)
    }
    found = {
        Relation(row.relation, left, right, row.source)
        for a, b, row in work.known.parted
        if (left := at_thing.get(a)) is not None and (right := at_thing.get(b)) is not None
    }
    return tuple(sorted(found, key=lambda r: (r.left, r.right, r.relation)))
