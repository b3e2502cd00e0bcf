"""What to show and what to ask: reasons, rivals, and the questions in order of what they decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maali_engines.linkage.block import Floats
from maali_engines.linkage.cut import Cut
from maali_engines.linkage.data import Pair, Question, Reason, Rival
from maali_engines.linkage.group import Grouping
from maali_engines.linkage.kinds import all_columns
from maali_engines.linkage.links import Links
from maali_engines.linkage.score import logistic
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
            pair = self.scored.pairs[row].tolist()
            if self._own[pair[0]] and self._own[pair[1]]:
                for side in pair:
                    kept = best.setdefault(side, [])
                    if len(kept) < 2:
                        kept.append((self._probability[row], row))
        return best

    def _rival(self, row: int) -> Rival | None:
        """The most probable other partner of either side."""
        a, b = self.scored.pairs[row].tolist()
        found = [
            (probability, -other, side)
            for side in (a, b)
            for probability, other in self._best.get(side, ())
            if other != row
        ]
        if not found:
            return None
        probability, other, side = max(found)
        left, right = self.scored.pairs[-other].tolist()
        return Rival(self._own[right if left == side else left], probability)

    @cached_property
    def _usual(self) -> Floats:
        return np.asarray(self.scored.columns.mean(axis=0))

    def _reasons(self, row: int) -> tuple[Reason, ...]:
        """The strongest reasons: each comparison's share of the score beside a usual candidate."""
        parts = (self.scored.columns[row] - self._usual) * self.scored.weights
        sums: dict[str, float] = {}
        for column, part in zip(all_columns(self.work.kind), parts.tolist(), strict=True):
            sums[column.reason] = sums.get(column.reason, 0.0) + part
        strongest = sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0]))[:STRONGEST]
        return tuple(
            Reason(code, self._params(code, row), round(weight, 3)) for code, weight in strongest
        )

    def _params(self, code: str, row: int) -> dict[str, str]:
        i, j = self.scored.pairs[row].tolist()
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
        """The compared pairs of different spellings worth showing, most probable first."""
        order = np.argsort(-self.scored.score, kind="stable").tolist()
        return tuple(
            Pair(a, b, self._probability[row], self._reasons(row), self._rival(row))
            for row in order
            if self._probability[row] >= SHOWN_FROM
            for a, b in (self._ids(row),)
            if a and b
        )

    def _ids(self, row: int) -> tuple[str, str]:
        i, j = self.scored.pairs[row].tolist()
        return self._own[i], self._own[j]

    def questions(self, grouping: Grouping) -> tuple[Question, ...]:
        """Open questions by what they decide, every fifth an audit of a confident joining."""
        opened = sorted(self._open(grouping), key=lambda q: (-q.decides, q.a, q.b))
        audits = sorted(self._audits(), key=lambda q: (-q.decides, q.a, q.b))
        out: list[Question] = []
        while (opened or audits) and len(out) < MOST_QUESTIONS:
            audit = (len(out) + 1) % AUDIT_EVERY == 0
            if not opened and not audit:
                break
            out.append((audits or opened).pop(0) if audit or not opened else opened.pop(0))
        return tuple(out)

    def _doubt(self, row: int) -> float:
        """1 at the cut, towards 0 far from it."""
        if not np.isfinite(self.cut.score):
            likeness = self._probability[row]
        else:
            likeness = float(logistic(self.scored.score[row : row + 1] - self.cut.score)[0])
        return 4 * likeness * (1 - likeness)

    def _rows(self) -> Iterator[tuple[int, int, int]]:
        centre = self.cut.score if np.isfinite(self.cut.score) else 0.0
        near = np.abs(self.scored.score - centre) <= DOUBT
        for row in np.flatnonzero(near).tolist():
            i, j = self.scored.pairs[row].tolist()
            if (i, j) not in self.told.answered and self._own[i] and self._own[j]:
                yield row, i, j

    def _open(self, grouping: Grouping) -> list[Question]:
        """One question for each two groups in doubt: their likeliest pair."""
        best: dict[tuple[int, int], int] = {}
        for row, i, j in self._rows():
            homes = min(self.homes[i], self.homes[j]), max(self.homes[i], self.homes[j])
            if homes[0] == homes[1] or grouping.kept_apart(i, j):
                continue
            if homes not in best or self.scored.score[row] > self.scored.score[best[homes]]:
                best[homes] = row
        return [
            self._question(row, self._sizes[a] * self._sizes[b] * self._doubt(row), audit=False)
            for (a, b), row in best.items()
        ]

    def _audits(self) -> list[Question]:
        """For each group its least certain pair."""
        weakest: dict[int, int] = {}
        for row, i, j in self._rows():
            home = self.homes[i]
            if home == self.homes[j] and (
                home not in weakest or self.scored.score[row] < self.scored.score[weakest[home]]
            ):
                weakest[home] = row
        return [
            self._question(row, self._sizes[home] * self._doubt(row), audit=True)
            for home, row in weakest.items()
        ]

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
