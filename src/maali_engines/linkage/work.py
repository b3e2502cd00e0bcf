"""The records made ready for comparing: normal forms, reference records, distinct spellings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maali_engines.linkage import kinds
from maali_engines.linkage.clean import Cleaner, Form, words
from maali_engines.linkage.data import Kind, Record
from maali_engines.linkage.knowledge import Reference
from maali_engines.linkage.spellings import Spellings, gather, sources_list_once


@dataclass(frozen=True)
class Work:
    """The records with their reference records behind them, gathered into spellings."""

    records: tuple[Record, ...]
    own: int
    known: Reference
    kind: Kind
    forms: tuple[Form, ...]
    spellings: Spellings
    lists_once: bool

    def split(self, by_themselves: frozenset[str]) -> "Work":
        """The same with some records in spellings of their own."""
        spelled = gather(self.records, self.forms, kinds.KEYS[self.kind], by_themselves)
        return replace(self, spellings=spelled)


def prepare(ordered: Sequence[Record], known: Reference, kind: Kind, cleaner: Cleaner) -> Work:
    """`ordered` records first, the table's after them, each with its normal form."""
    every = (*ordered, *known.records)
    forms = tuple(kinds.form(cleaner, record, kind) for record in every)
    once = sources_list_once(ordered, forms[: len(ordered)])
    families = {record.id for record in ordered if words(record.name) in known.families}
    spelled = gather(every, forms, kinds.KEYS[kind], families)
    return Work(every, len(ordered), known, kind, forms, spelled, once)
