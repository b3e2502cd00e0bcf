"""Free words of three languages to the choices of the inventory's fields.

Beginnings of words, in Finnish, Swedish and English; the first that fits decides. What fits none
is not forced into a choice: the value stays with its row as it was written.
"""

from collections.abc import Mapping

from maali.intake.engine.keys import normal_form
from maali.inventory.models import Contract, Integration, ServiceArea, Site

Words = Mapping[str, tuple[str, ...]]

SERVICE_AREAS: Words = {
    ServiceArea.RESCUE: ("pelastus", "ensihoi", "räddning", "rescue", "fire", "palo"),
    ServiceArea.OLDER: (
        "ikä", "ikäänty", "vanhus", "vanhusten", "kotihoi", "hoiva", "hoivapalv", "palveluasum", "äldre",
        "older", "elder", "home care", "hemvård",
    ),
    ServiceArea.SOCIAL: (
        "sosiaal", "perheneuv", "lastensuoj", "vammais", "perhepalv", "aikuissos", "päihde", "social",
        "familj", "barnskydd", "handikapp", "child", "disab", "family",
    ),
    ServiceArea.HEALTH: (
        "tervey", "terveys", "sairaan", "sairaala", "hammas", "suun", "neuvola", "lääk", "laborat",
        "kuvant", "röntgen", "potilas", "kuntout", "mielenter", "erikoissair", "perustervey", "apteek",
        "leikkaus", "hälso", "sjuk", "tand", "patient", "health", "hospital", "dental", "clinic", "medic",
        "nurs", "pharm",
    ),
    ServiceArea.SHARED: (
        "yhteinen", "yhteis", "kaikki", "koko", "gemensam", "alla", "shared", "all", "common", "citywide",
        "enterprise",
    ),
    ServiceArea.ADMINISTRATION: (
        "hallin", "talous", "henkilöst", "palkan", "tietohal", "ict", "it", "hr", "tekni", "asianh", "yleis",
        "arkist", "viestin", "hankin", "ruok", "siivo", "kiinteis", "förvalt", "ekonomi", "personal",
        "admin", "financ", "human", "clerk", "legal", "information tech", "procure",
    ),
}  # fmt: skip
AFTER_START: Words = {
    Site.AfterStart.SHARED: ("yhteiskäyt", "yhteis", "sambruk", "gemensam", "shared"),
    Site.AfterStart.ENDS: (
        "lopet",
        "päätt",
        "sulje",
        "suljet",
        "lakkau",
        "upphör",
        "stäng",
        "avslut",
        "end",
        "clos",
    ),
    Site.AfterStart.MOVES: ("siirty", "muutta", "flytt", "överför", "mov", "transfer"),
    Site.AfterStart.CONTINUES: ("jatk", "fortsät", "continu", "ennallaan", "sama"),
}
BINDINGS: Words = {
    Integration.Binding.HARD: (
        "kova",
        "pakko",
        "samaan",
        "sitova",
        "tiuk",
        "hård",
        "måste",
        "hard",
        "must",
        "bunden",
    ),
    Integration.Binding.SOFT: (
        "peh",
        "löys",
        "voi",
        "erota",
        "väljä",
        "mjuk",
        "kan",
        "soft",
        "may",
        "loose",
    ),
}
ASSIGNABLE: Words = {
    Contract.Assignable.CONSENT: ("suostum", "sopimalla", "neuvotel", "samtyck", "medgiv", "with consent", "consent"),
    Contract.Assignable.NO: ("ei", "kielletty", "nej", "inte", "no", "not"),
    Contract.Assignable.FREELY: (
        "ilman", "vapaas", "kyllä", "siirrett", "fri", "utan", "ja", "freely", "yes", "without", "on",
    ),
}  # fmt: skip
CHOICES: dict[tuple[str, str], Words] = {
    ("system", "service_area"): SERVICE_AREAS,
    ("site", "service_area"): SERVICE_AREAS,
    ("unit", "service_area"): SERVICE_AREAS,
    ("site", "after_start"): AFTER_START,
    ("integration", "binding"): BINDINGS,
    ("contract", "assignable"): ASSIGNABLE,
}


def choice_of(words: Words, text: object) -> str:
    """The choice that the text speaks of, or "" when it is none of them.

    "without consent" and "ilman suostumusta" are free, so the freeing word is looked for first.
    """
    written = normal_form(text)
    if not written:
        return ""
    if written in words:
        return written
    if words is ASSIGNABLE and written.startswith(("ilman", "utan", "without")):
        return Contract.Assignable.FREELY
    tokens = written.split()
    for choice, beginnings in words.items():
        if any(begins(written, tokens, beginning) for beginning in beginnings):
            return choice
    return ""


def begins(written: str, tokens: list[str], beginning: str) -> bool:
    """Short words must be whole ones: "it" is not the beginning of "itä"."""
    if " " in beginning:
        return written.startswith(beginning)
    if len(beginning) <= 3:
        return beginning in tokens
    return any(token.startswith(beginning) for token in tokens)
