"""What a row of a list of systems is: a system, a sum, a heading, or something else than a system.

The words are those of municipal inventories. Names are told by their own words alone, since a row
that is wrongly left out would be missed, and one that is wrongly kept will be seen.
"""

import re

from maali_engines.sheets.catalogue.systems import SERVICE_AREAS
from maali_engines.sheets.data import RowKind
from maali_engines.sheets.titles import signature

SUM = re.compile(
    r"^(?:yhteens[aä]|v[aä]lisumma|summa|sammanlagt|totalt?|summa summarum|subtotal|sum|grand total"
    r"|yht\.?|kaikki yhteens[aä])\b",
    re.IGNORECASE,
)
# Equipment, lines and services that people list among systems.
EQUIPMENT = (
    "sähköposti|sähköpostit|puhelin|puhelimet|puhelinvaihde|puhelinliittymät|matkapuhelimet"
    "|kännykät|langaton verkko|wlan|wifi|lähiverkko|verkko|tietoliikenne|internet"
    "|internet-yhteys|internetyhteys|nettiyhteys|laajakaista|tulostin|tulostimet|kopiokone"
    "|kopiokoneet|monitoimilaite|monitoimilaitteet|työasema|työasemat|tietokoneet|kannettavat"
    "|tabletit|palvelin|palvelimet|kassakone|skannerit|videotykki|tv"
    "|e-post|telefoner|mobiltelefoner|trådlöst nät|nätverk|skrivare|kopiatorer|arbetsstationer"
    "|datorer|bredband|email|e-mail|telephones|phones|mobile phones|wireless network|wi-fi"
    "|internet connection|printers|copiers|workstations|laptops|computers|servers"
)
NOT_SYSTEMS = frozenset(map(signature, EQUIPMENT.split("|")))
# Schools, day care, libraries, technical services: tasks that the reform leaves to municipalities.
STAYING_NAMES = re.compile(
    r"\b(?:wilma|visma wilma|primus|multiprimus|kurre|studentaplus|sarastia evaka|evaka|daisy"
    r"|effica varhaiskasvatus|edlevo|abitti|koha|aurora kirjasto|axiell|quria|trimble|tekla"
    r"|locus|facta|vesikanta|louhi|lupapiste|xcity|keyaqua|keystreetlight|yksityistie)\b"
)
STAYING_WORDS = re.compile(
    r"(?:kirjasto|varhaiskasvatu|perusopetu|päiväko(?:ti|di)|lukio|opisto|koulu(?:jen|kulje|hallin)"
    r"|rakennusvalvon|rakennuslup|kuntarekisteri|paikkatieto|vesihuol|vesilaito|jätehuol"
    r"|verkkosivu|kotisivu|liikuntapaik|venepaik|hautausmaa"
    r"|bibliotek|småbarnspedagogik|grundläggande utbildning|byggnadstillsyn|webbplats"
    r"|library|planning permission|municipal website)",
    re.IGNORECASE,
)
GONE = re.compile(
    r"(?:ei (?:enää |ole )?käytössä|\(vanha\b|poistettu|poistunut|purettu|lopetettu|peruttu"
    r"|ei otettu käyttöön|ur bruk|avvecklad|inte längre i bruk|no longer (?:in use|used)"
    r"|decommissioned|\bretired\b|\bcancelled\b|not in use)",
    re.IGNORECASE,
)
CANCELLED = re.compile(r"^aster\b", re.IGNORECASE)  # the joint procurement that ended in 2021
BRACKETS = re.compile(r"\([^)]*\)")
AREAS = frozenset(signature(title) for each in SERVICE_AREAS for title in each.titles.values())
AREA_HEADING = re.compile(
    r"(?:palvelut|toimi|toimiala|palvelualue|hallinto|omsorg|vård|services?)$"
)


def kind_of_system(name: str) -> RowKind:
    """What the name of a row says that the row is."""
    if SUM.match(name):
        return "subtotal"
    if CANCELLED.match(name) or GONE.search(name):
        return "gone"
    if signature(BRACKETS.sub(" ", name)) in NOT_SYSTEMS:
        return "not_a_system"
    if STAYING_NAMES.search(name.casefold()) or STAYING_WORDS.search(name):
        return "stays"
    return "entry"


def is_sum(texts: list[str]) -> bool:
    """A row of sums says so in its first words, in whichever column they stand."""
    return bool(texts) and bool(SUM.match(texts[0]))


def is_heading(name: str) -> bool:
    """A name alone on its row that is the name of a service area."""
    written = signature(name)
    return written in AREAS or bool(AREA_HEADING.search(written))


def said_count(text: str) -> int | None:
    """The count that a row of sums states, if it states one."""
    found = re.search(r"\d{1,9}", text)
    return int(found[0]) if found else None
