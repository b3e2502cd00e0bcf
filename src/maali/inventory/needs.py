"""Capability classes ("needs"): the shared list by which systems of many organisations compare.

The tier says by when a system for the need must work: 1 at 00:00 of the start day, 2 in its first
week, 3 by month 3, 4 later. Basis: emergency and rescue dispatch, patient and client records,
medication, pay, finance, login and phones first; appointments, documents and archives next.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Need:
    """One capability class; `words` are beginnings of words that give it away in a purpose."""

    code: str
    label: Promise | str
    tier: int
    clinical: bool
    words: tuple[str, ...]


def need(code: str, label: Promise | str, tier: int, words: str, *, clinical: bool = False) -> Need:
    return Need(code, label, tier, clinical, tuple(words.split()))


NEEDS: tuple[Need, ...] = (
    need(
        "medication",
        _("medication"),
        1,
        "lääke lääkitys läkemedel medication pharmacy resept",
        clinical=True,
    ),
    need("laboratory", _("laboratory"), 1, "laborat", clinical=True),
    need(
        "imaging", _("imaging"), 1, "kuvan röntgen pacs imaging radiolog bilddiagnos", clinical=True
    ),
    need(
        "intensive_care",
        _("intensive care and surgery"),
        1,
        "teho leikkaus anestes intensiv surgery",
        clinical=True,
    ),
    need(
        "emergency_care",
        _("emergency medical services"),
        1,
        "ensihoi akutvård prehospital",
        clinical=True,
    ),
    need(
        "rescue",
        _("rescue services"),
        1,
        "pelastus palotark hälytys räddning rescue fire väestönsuoj",
    ),
    need("dental", _("oral health care"), 2, "suun hamma tandvård dental munhäls", clinical=True),
    need(
        "maternity",
        _("maternity and child health"),
        2,
        "neuvola äitiys rådgivning maternity",
        clinical=True,
    ),
    need(
        "patient", _("patient records"), 1, "potilas patient sairauskert terveyskesk", clinical=True
    ),
    need("home_care", _("home care"), 2, "kotihoi kotipalv hemvård", clinical=True),
    need(
        "elderly_care",
        _("care of older people"),
        2,
        "ikäänt vanhus äldre elderly hoivako palveluasum",
        clinical=True,
    ),
    need(
        "social",
        _("client records of social services"),
        1,
        "sosiaali asiakastieto lastensuoj toimeentul klient social welfare perhe vammais",
        clinical=True,
    ),
    need(
        "nurse_call",
        _("nurse call and safety phones"),
        1,
        "hoitajakutsu turvapuhelin trygghet nursecall kutsujärj",
    ),
    need(
        "citizen",
        _("services for citizens"),
        3,
        "ajanvaraus asioint kansalais chat verkkopalvelu invånar citizen tidsbok",
    ),
    need("payroll", _("payroll"), 1, "palkan palkka lön payroll"),
    need(
        "rostering",
        _("rostering"),
        1,
        "työvuoro työaika vuoroluet schema arbetsskift roster timekeep",
    ),
    need("hr", _("human resources"), 3, "henkilöst rekry personal recruit hr"),
    need(
        "finance",
        _("finance"),
        1,
        "talous kirjanpi laskut reskontr ekonomi faktur finance invoic accounts budget",
    ),
    need("procurement", _("procurement"), 4, "hankin kilpailut upphandl procure purchas"),
    need(
        "case_management",
        _("case and document management"),
        2,
        "asianhal asiakirj päätös dokument ärende archive arkisto document case records",
    ),
    need(
        "identity",
        _("directory and login"),
        1,
        "kirjautum käyttövalt hakemistopalv directory identity login behörighet",
    ),
    need("integration", _("integration"), 1, "integraat integration sanomavälit kanta"),
    need(
        "workplace",
        _("workplace and e-mail"),
        1,
        "sähköposti toimisto microsoft office e-post workplace email",
    ),
    need("telephony", _("telephony"), 1, "puhelin vaihde telefon phone telephon callcent"),
    need("network", _("data network"), 1, "tietoliikenne verkkoyht datanät network"),
    need("server", _("servers and storage"), 2, "palvelin varmuusk server backup"),
    need("security", _("information security"), 2, "tietoturva virustorj säkerhet security"),
    need(
        "access_control",
        _("access control and cameras"),
        2,
        "kulunvalv kamera passer access camera",
    ),
    need("printing", _("printing"), 3, "tulost utskrift print"),
    need(
        "service_management",
        _("service management"),
        3,
        "palvelupyyn tukipyyn helpdesk servicedesk tiketöin ticket",
    ),
    need(
        "quality",
        _("quality and incidents"),
        3,
        "laatu vaaratap haitta kvalitet avvikelse incident quality",
    ),
    need(
        "knowledge",
        _("knowledge management"),
        3,
        "tietojohtam raportoin tilasto rapporter analyt report knowledge business-intel",
    ),
    need("learning", _("learning"), 4, "oppimis koulutus verkkokurs utbildn learning training"),
    need("survey", _("surveys"), 4, "kysely palaute enkät survey feedback"),
    need("facilities", _("facilities"), 4, "kiinteist tilavar huoltokirja fastighet facilit"),
    need("catering", _("catering"), 3, "ruoka ateria keittiö kost catering"),
    need(
        "transport",
        _("transport and vehicles"),
        4,
        "kuljetus ajoneuvo kalusto transport fordon vehicle fleet",
    ),
    need("local_tool", _("local tools"), 4, "excel access taulukko"),
)
BY_CODE = {each.code: each for each in NEEDS}
NEED_CHOICES = [(each.code, each.label) for each in NEEDS]
# Catalogues name some needs in their own way.
ALIASES = {
    "home care": "home_care",
    "elderly care": "elderly_care",
    "safety phone": "nurse_call",
    "nurse call": "nurse_call",
    "case management": "case_management",
    "HR": "hr",
    "service management": "service_management",
    "access control": "access_control",
    "emergency care": "emergency_care",
    "intensive care": "intensive_care",
    "surgery": "intensive_care",
    "local tool": "local_tool",
}


def need_of(*texts: str) -> str:
    """The code of the need that the texts give away, first text first; "" when none does."""
    for text in texts:
        words = re.findall(r"[\w-]+", text.lower())
        for each in NEEDS:
            if begins(words, each.words):
                return each.code
    return ""


def begins(words: Iterable[str], beginnings: tuple[str, ...]) -> bool:
    # Finnish glues words together, so a longer beginning may also stand inside a word.
    return any(
        word.startswith(start) or (len(start) > 5 and start in word)
        for word in words
        for start in beginnings
    )


def known_need(code: str) -> str:
    """A need's code as this list spells it; "" for what is not in the list."""
    code = ALIASES.get(code, code)
    return code if code in BY_CODE else ""
