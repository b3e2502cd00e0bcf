"""What to show and what to ask: reasons, rivals, and the questions in order of what they decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maali_engines.linkage.block import Floats
from maali_engines.linkage.cut import Cut
from maali_engines.linkage.data import Pair, Question, Reason, Rival
from maali_engines.linkage.group import Grouping
from maali_engines.linkage.kinds import all_columns
from maali_engines.linkage.links import Links
from maali_engines.linkage.score import logistic, weighted
from maali_engines.linkage.scored import Scored
from maali_engines.linkage.work import Work

SHOWN_FROM = 0.05
STRONGEST = 3
DOUBT = 4.0
"""Pairs further than this from the cut, in log odds, are not asked about."""
AUDIT_EVERY = 5
MOST_QUESTIONS = 500


@dataclass(frozen=True)
class View:
    """One matching, seen by a person: `homes[i]` numbers the group of spelling i."""

    work: Work
    scored: Scored
    told: Links
    cut: Cut
    homes: list[int]

    @cached_property
    def _own(self) -> list[str]:
        """The id of a record of each spelling, "" where only the knowledge table has it."""
        records, own = self.work.records, self.work.own
        members = self.work.spellings.members
        return [records[group[0]].id if group[0] < own else "" for group in members]

    @cached_property
    def _sizes(self) -> dict[int, float]:
        """Records in each group."""
        sizes: dict[int, float] = {}
        counts = self.work.spellings.count(self.work.own).tolist()
        for home, count in zip(self.homes, counts, strict=True):
            sizes[home] = sizes.get(home, 0.0) + count
        return sizes

    @cached_property
    def _probability(self) -> list[float]:
        return [float(value) for value in logistic(self.scored.score)]

    @cached_property
    def _best(self) -> dict[int, list[tuple[float, int]]]:
        """The two best pairs of each spelling: (probability, row), best first."""
        best: dict[int, list[tuple[float, int]]] = {}
        order = np.argsort(-self.scored.score, kind="stable").tolist()
        for row in order:
            pair = self._sides[row]
            if self._own[pair[0]] and self._own[pair[1]]:
                for side in pair:
                    kept = best.setdefault(side, [])
                    if len(kept) < 2:
                        kept.append((self._probability[row], row))
        return best

    def _rival(self, row: int) -> Rival | None:
        """The most probable other partner of either side."""
        a, b = self._sides[row]
        found = [
            (probability, -other, side)
            for side in (a, b)
            for probability, other in self._best.get(side, ())
            if other != row
        ]
        if not found:
            return None
        probability, other, side = max(found)
        left, right = self._sides[-other]
        return Rival(self._own[right if left == side else left], probability)

    @cached_property
    def _shares(self) -> tuple[list[str], Floats]:
        """Reason codes, and each one's share of every score beside a usual candidate."""
        columns = [column.reason for column in all_columns(self.work.kind)]
        codes = sorted(dict.fromkeys(columns))
        into = np.array([[float(column == code) for code in codes] for column in columns])
        parts = (self.scored.columns - self.scored.columns.mean(axis=0)) * self.scored.weights
        return codes, np.column_stack([weighted(parts, each) for each in into.T])

    def _reasons(self, row: int) -> tuple[Reason, ...]:
        """The strongest reasons."""
        codes, shares = self._shares
        weights = shares[row].tolist()
        strongest = sorted(range(len(codes)), key=lambda place: -abs(weights[place]))[:STRONGEST]
        return tuple(
            Reason(codes[place], self._params(codes[place], row), round(weights[place], 3))
            for place in strongest
        )

    def _params(self, code: str, row: int) -> dict[str, str]:
        i, j = self._sides[row]
        members, records = self.work.spellings.members, self.work.records
        a, b = records[members[i][0]], records[members[j][0]]
        forms = self.work.spellings.forms[i], self.work.spellings.forms[j]
        if code == "vendor":
            return {"a": a.vendor, "b": b.vendor}
        if code == "purpose":
            return {"a": a.purpose, "b": b.purpose}
        if code in ("numbers", "other_words"):
            odd = [[word for word in mine.words if word not in other.words]
                   for mine, other in (forms, forms[::-1])]  # fmt: skip
            return {"a": " ".join(odd[0]), "b": " ".join(odd[1])}
        if code == "code":
            return {"a": " ".join(sorted(forms[0].codes)), "b": " ".join(sorted(forms[1].codes))}
        if code in ("address", "postal_code", "municipality", "business_id"):
            return {"a": a.extra.get(code, ""), "b": b.extra.get(code, "")}
        return {"a": a.name, "b": b.name}

    def pairs(self) -> tuple[Pair, ...]:
        """The compared pairs of different spellings worth showing, most probable first.

        Those that are joined, and of the others the two best of each spelling.
        """
        near = {row for best in self._best.values() for _, row in best}
        order = np.argsort(-self.scored.score, kind="stable")
        likely = logistic(self.scored.score[order]) >= SHOWN_FROM
        return tuple(
            Pair(*ids, self._probability[row], self._reasons(row), self._rival(row))
            for row in order[likely].tolist()
            for i, j in (self._sides[row],)
            for ids in ((self._own[i], self._own[j]),)
            if all(ids) and (row in near or self.homes[i] == self.homes[j])
        )

    @cached_property
    def _sides(self) -> list[list[int]]:
        """The two spellings of each pair."""
        return [list(pair) for pair in self.scored.pairs.tolist()]

    def _ids(self, row: int) -> tuple[str, str]:
        i, j = self._sides[row]
        return self._own[i], self._own[j]

    def questions(self, grouping: Grouping) -> tuple[Question, ...]:
        """Open questions by what they decide, every fifth an audit of a confident joining."""
        opened = self._in_order(self._open(grouping))
        audits = self._in_order(self._audits())
        out: list[Question] = []
        while (opened or audits) and len(out) < MOST_QUESTIONS:
            audit = (len(out) + 1) % AUDIT_EVERY == 0
            if not opened and not audit:
                break
            checks = (audit or not opened) and bool(audits)
            decides, row = (audits if checks else opened).pop()
            out.append(self._question(row, -decides, audit=checks))
        return tuple(out)

    def _in_order(self, rows: Mapping[int, float]) -> list[tuple[float, int]]:
        """(minus what it decides, row), the most decisive last."""
        return sorted(
            ((-decides, row) for row, decides in rows.items()),
            key=lambda each: (each[0], self._ids(each[1])),
            reverse=True,
        )

    @cached_property
    def _doubt(self) -> list[float]:
        """1 at the cut, towards 0 far from it, for each pair."""
        likeness = logistic(self.scored.score - (self.cut.score if self._has_cut else 0.0))
        return [float(value) for value in 4 * likeness * (1 - likeness)]

    @property
    def _has_cut(self) -> bool:
        return bool(np.isfinite(self.cut.score))

    def _rows(self) -> Iterator[tuple[int, int, int]]:
        centre = self.cut.score if self._has_cut else 0.0
        near = np.abs(self.scored.score - centre) <= DOUBT
        for row in np.flatnonzero(near).tolist():
            i, j = self._sides[row]
            if (i, j) not in self.told.answered and self._own[i] and self._own[j]:
                yield row, i, j

    def _open(self, grouping: Grouping) -> dict[int, float]:
        """One question for each two groups in doubt: their likeliest pair and what it decides."""
        best: dict[tuple[int, int], int] = {}
        for row, i, j in self._rows():
            homes = min(self.homes[i], self.homes[j]), max(self.homes[i], self.homes[j])
            if homes[0] == homes[1] or grouping.kept_apart(i, j):
                continue
            if homes not in best or self.scored.score[row] > self.scored.score[best[homes]]:
                best[homes] = row
        return {
            row: self._sizes[a] * self._sizes[b] * self._doubt[row] for (a, b), row in best.items()
        }

    def _audits(self) -> dict[int, float]:
        """For each group its least certain pair."""
        weakest: dict[int, int] = {}
        for row, i, j in self._rows():
            home = self.homes[i]
            if home == self.homes[j] and (
                home not in weakest or self.scored.score[row] < self.scored.score[weakest[home]]
            ):
                weakest[home] = row
        return {row: self._sizes[home] * self._doubt[row] for home, row in weakest.items()}

    def _question(self, row: int, decides: float, *, audit: bool) -> Question:
        a, b = self._ids(row)
        return Question(
            a,
            b,
            self._probability[row],
            round(decides, 3),
            audit,
            self._reasons(row),
            self._rival(row),
        )
