"""Hostile files by the hundred thousand: no crash, no hang, bounded memory, nothing written.

python -m benchmarks.collecting.fuzz FIRST [COUNT]      read those files alone and say of each
python -m benchmarks.collecting.fuzz --into FILE COUNT   go on to so many, kept in a file as it goes
python -m benchmarks.collecting.fuzz --keep NUMBER FILE  write one of them to look at
"""

import json
import sys
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.collecting.figures import Figure, Options, show
from benchmarks.collecting.fuzzing.mutate import make
from benchmarks.collecting.fuzzing.reading import MEMORY, SECONDS, Told, watched

FULL, SMALL = 100_000, 2_000
# So many files at a time are kept at once when a long run is to be gone on with.
STEP = 1_000


@dataclass
class Tally:
    """What became of all files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[Told] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0
    left: list[str] = field(default_factory=list)

    def take(self, told: Told) -> None:
        if told.outcome.startswith("memory"):
            self.memory = max(self.memory, int(told.outcome.split()[1]) * 1024)
            return
        self.outcomes["!" if told.outcome.startswith("!") else told.outcome] += 1
        self.slowest = max(self.slowest, told.seconds)
        if told.outcome.startswith("!"):
            self.faults.append(told)

    def add(self, other: "Tally") -> None:
        self.outcomes += other.outcomes
        self.faults += other.faults
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)
        self.left += other.left

    @property
    def count(self) -> int:
        return sum(self.outcomes.values())

    def of(self, *starts: str) -> list[Told]:
        return [each for each in self.faults if each.outcome.startswith(starts)]


def measure(options: Options) -> list[Figure]:
    count = options.of_size(FULL, SMALL)
    tally = read_all(0, count)
    return figures(tally)


def read_all(first: int, count: int) -> Tally:
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        for told in watched(first, count, folder):
            tally.take(told)
        tally.left = sorted(str(each) for each in folder.rglob("*"))
    return tally


def go_on(path: Path, count: int) -> Tally:
    """Read from where the file says that an earlier run ended; write what is known after a step."""
    tally = kept_in(path)
    while tally.count < count:
        tally.add(read_all(tally.count, min(STEP, count - tally.count)))
        beside = path.with_suffix(".new")
        plain = vars(tally) | {"faults": [asdict(each) for each in tally.faults]}
        beside.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)
    return tally


def kept_in(path: Path) -> Tally:
    if not path.exists():
        return Tally()
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["outcomes"] = Counter(kept["outcomes"])
    kept["faults"] = [Told(**each) for each in kept["faults"]]
    return Tally(**kept)


def figures(tally: Tally) -> list[Figure]:
    total = tally.count
    hangs, wrote = tally.of("!hang"), tally.of("!wrote", "!knows")
    kept = tally.of("!kept")
    memory = tally.of("!MemoryError", "!died with -6", "!died with -9")
    others = [each for each in tally.faults if each not in [*hangs, *wrote, *kept, *memory]]
    read, whole = tally.outcomes["read"], f"of {total:,} mutated files".replace(",", " ")
    refused = total - read - len(tally.faults)
    return [
        Figure(f"crashes, {whole}", "0", said(others), not others),
        Figure(f"hangs over {SECONDS:.0f} s", "0", said(hangs), not hangs),
        Figure(
            f"files that needed over {MEMORY // 2**20} MB, everything counted",
            "0",
            f"{said(memory)} (most held at once: {tally.memory / 2**20:.0f} MB)",
            not memory,
        ),
        Figure("writes to a file, a database or the net", "0", said(wrote), not wrote),
        Figure("files left in the folder", "0", str(len(tally.left)), not tally.left),
        Figure("identity codes that came through", "0", said(kept), not kept),
        Figure(
            "of the files",
            "",
            f"{read} read, {refused} refused, slowest {tally.slowest:.2f} s",
            None,
        ),
    ]


def said(faults: list[Told]) -> str:
    """How many, and the first few by their numbers, by which they can be made again."""
    if not faults:
        return "0"
    some = "; ".join(f"{each.number}: {each.outcome[1:90]}" for each in faults[:5])
    return f"{len(faults)} ({some})"


def main() -> None:
    if sys.argv[1] == "--keep":
        case = make(int(sys.argv[2]))
        Path(sys.argv[3]).write_bytes(case.content)
        print(case.number, case.format, *case.ways)
        return
    if sys.argv[1] == "--into":
        show(figures(go_on(Path(sys.argv[2]), int(sys.argv[3]))))
        return
    first, count = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for told in watched(first, count, Path(folder)):
            if told.outcome.startswith("!") or count < 50:
                made = make(told.number)
                print(told.number, made.format, *made.ways, f"{told.seconds:.2f} s:", told.outcome)


if __name__ == "__main__":
    main()
