"""Why two mentions look alike or not, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

FOR = {
    "name": _("The names have much in common."),
    "numbers": _("The numbers in the names agree."),
    "other_words": _("Few words differ."),
    "code": _("The codes in the names are the same."),
    "vendor": _("The vendor is the same."),
    "price": _("The prices are near each other."),
    "first_word": _("The names begin alike."),
    "purpose": _("They are used for the same purpose."),
    "rivals": _("Each is the other's closest candidate in its list."),
    "listed_together": _("They stand beside the same systems."),
    "address": _("The address is the same."),
    "postal_code": _("The postal code is the same."),
    "municipality": _("They are in the same municipality."),
    "distance": _("They are near each other on the map."),
    "knowledge": _("The knowledge table says that they are one."),
    "answer": _("A person has said so."),
    "splink": _("Splink, asked for a second opinion, sees it otherwise."),
    "stated": _("A cell says itself that one was renamed to the other."),
    "text_states_owner": _("A text names the owner of the installation."),
    "same_contract": _("The contract reference is the same."),
    "same_area": _("The organisations work in one co-operation area."),
    "wide_provider": _("One of them serves the whole region."),
    "listed_twice": _("One organisation lists the product twice."),
    "same_product": _("The product is the same."),
    "same_vendor": _("The vendor is the same."),
    "owner_column": _("The owner is named in a column."),
}
AGAINST = {
    "name": _("The names have little in common."),
    "numbers": _("The numbers in the names differ."),
    "other_words": _("Telling words differ."),
    "code": _("The codes in the names differ."),
    "vendor": _("The vendors differ."),
    "price": _("The prices are far from each other."),
    "first_word": _("The names begin differently."),
    "purpose": _("They are used for different purposes."),
    "rivals": _("Another candidate is closer."),
    "listed_together": _("One organisation lists both."),
    "address": _("The addresses differ."),
    "postal_code": _("The postal codes differ."),
    "municipality": _("They are in different municipalities."),
    "distance": _("They are far from each other on the map."),
}


def sentences(reasons: list[dict[str, Any]]) -> list[str]:
    """Each reason once, the strongest first; an unknown code is left out rather than shown raw."""
    found = []
    for reason in reasons:
        table = FOR if reason.get("weight", 0) >= 0 else AGAINST
        if text := table.get(reason["code"]):
            found.append(str(text))
    return list(dict.fromkeys(found))
