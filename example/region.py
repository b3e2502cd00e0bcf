"""Make a region: its truth, the workbooks that tell of it, and the maps between the two."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from example.answers import answering, make_answers
from example.book import Book
from example.draws import Draws
from example.files import write_book
from example.pairs import write_pairs
from example.style import Language
from example.truth import Truth, make_truth
from example.write import VERSION, Manifest, write_manifest, write_maps, write_truth

STORY_DAY = date(2022, 2, 28)
NOISE = ("not_a_system", "stays", "gone", "subtotal")


def make_region(
    profile: str,
    seed: int,
    out: Path,
    *,
    today: date = STORY_DAY,
    language: Language = "fi",
    progress: Callable[[int, int], None] | None = None,
) -> Manifest:
    """Write `workbooks/`, `truth/` and `manifest.json` into `out`, and say what was made.

    What an earlier run left in those folders is removed. `progress` is called with files done and
    files in all. `language` changes titles and words of the sheets, not what is true.
    """
    truth = make_truth(profile, seed)
    draws = Draws(seed, profile)
    for name in ("workbooks", "truth"):
        shutil.rmtree(out / name, ignore_errors=True)
        (out / name).mkdir(parents=True)
    books: list[Book] = []
    expected = len(answering(truth)) + 1
    for book in make_answers(truth, draws, language):
        write_book(book, out / "workbooks")
        books.append(book)
        if progress:
            progress(min(len(books), expected), expected)
    write_truth(truth, out / "truth")
    write_maps(books, out / "truth")
    write_pairs(truth, books, out / "truth")
    manifest = Manifest(
        profile=profile,
        seed=seed,
        version=VERSION,
        today=today.isoformat(),
        language=language,
        totals=truth.totals() | row_totals(truth, books),
        files={book.name: book.digest() for book in books},
    )
    write_manifest(manifest, out)
    return manifest


def row_totals(truth: Truth, books: list[Book]) -> dict[str, int]:
    """Rows of the answers' system sheets: own, repeats of shared systems, and noise."""
    owner = {each.instance_id: each.provider_id for each in truth.instances}
    rows = [
        (book.provider_id, target)
        for book in books
        if book.kind == "answer"
        for sheet in book.sheets
        if sheet.key == "systems"
        for target in sheet.targets.values()
    ]
    return {
        "files": len(books),
        "answers": sum(book.kind == "answer" for book in books),
        "repeats": sum(book.kind == "repeat" for book in books),
        "rows": len(rows),
        "own_rows": sum(owner.get(target) == provider for provider, target in rows),
        "shared_rows": sum(owner.get(target, provider) != provider for provider, target in rows),
        "noise_rows": sum(target in NOISE for _, target in rows),
    }
