"""The records made ready for comparing: normal forms, reference records, distinct spellings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maali_engines.linkage import kinds
from maali_engines.linkage.clean import Cleaner, Form, is_generic, likeness, words
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
    modules = _modules(known)
    forms = tuple(kinds.form(cleaner, _meant(record, modules), kind) for record in every)
    once = sources_list_once(ordered, forms[: len(ordered)])
    families = {record.id for record in ordered if words(record.name) in known.families}
    spelled = gather(every, forms, kinds.KEYS[kind], families)
    return Work(every, len(ordered), known, kind, forms, spelled, once)


Words = tuple[str, ...]


def _modules(known: Reference) -> dict[Words, list[tuple[Words, str]]]:
    """For each whole its modules: the words that each adds, and its name."""
    found: dict[Words, list[tuple[Words, str]]] = {}
    for _, _, row in known.parted:
        if row.relation == "module_of":
            whole = words(row.right)
            added = tuple(word for word in words(row.left) if word not in whole)
            if added and set(whole) < set(words(row.left)):
                found.setdefault(whole, []).append((added, row.left))
    return found


def _meant(record: Record, modules: dict[Words, list[tuple[Words, str]]]) -> Record:
    """A bare whole whose purpose says what one of its modules adds is that module."""
    named = tuple(word for word in words(record.name) if not is_generic(word))
    said = words(record.purpose)
    meant = [
        name
        for added, name in modules.get(named, ())
        if all(any(likeness(word, each) > 0 for each in said) for word in added)
    ]
    return replace(record, name=meant[0]) if len(meant) == 1 else record
