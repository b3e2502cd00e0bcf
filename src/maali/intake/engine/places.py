"""In which municipality a site is: as told, or as its name gives away."""

from itertools import takewhile

from maali.inventory.names import normal_form
from maali.organisations.models import Municipality, Organisation


def municipalities(organisation: Organisation) -> dict[str, int]:
    """Names of the programme's municipalities in normal form, in both languages, to their keys."""
    found: dict[str, int] = {}
    for each in Municipality.objects.filter(programme=organisation.programme_id):
        found[normal_form(each.name)] = each.pk
        if each.name_sv:
            found[normal_form(each.name_sv)] = each.pk
    return found


def same_letter(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def municipality_in(text: str, known: dict[str, int]) -> int | None:
    """The municipality that a word of the text is an inflected form of, or None.

    "Äänekosken", "Uuraisten" and "Petäjäveden" share all but at most three letters of the name's
    end; the longest such beginning decides, and a tie decides nothing.
    """
    best: dict[int, set[int]] = {}
    for word in normal_form(text).split():
        for name, pk in known.items():
            same = sum(1 for _both in takewhile(same_letter, zip(word, name, strict=False)))
            if same >= max(4, len(name) - 3):
                best.setdefault(same, set()).add(pk)
    nearest = best[max(best)] if best else set()
    return nearest.pop() if len(nearest) == 1 else None
