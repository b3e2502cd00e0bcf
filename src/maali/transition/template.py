"""Version 1 of the transition model: the field's step template, phase by phase.

Phase 1 organises and secures, phase 2 is the move itself, phase 3 the run-down. `task` names the
planned task whose dates and work a step carries; `days` counts from the cut-over where the plan
has no task of its own for the step.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class TemplateStep:
    number: str
    fi: str
    sv: str
    en: str
    gate: str = ""
    task: str = ""
    days: int | None = None

    @property
    def phase(self) -> int:
        return int(self.number[0])


TEMPLATE: tuple[TemplateStep, ...] = (
    TemplateStep(
        "1.1",
        "Järjestäytyminen ja aloitus kunnan tietohallinnon kanssa",
        "Organisering och start med kommunens IT-förvaltning",
        "Roles named, kick-off with the municipality's IT management",
        "roles_filled",
        "kickoff",
    ),
    TemplateStep(
        "1.2",
        "Lähtötietojen varmistus ja toimipistekartoitus",
        "Uppgifterna bekräftas och verksamhetsstället kartläggs",
        "Inventory confirmed, site survey",
        "data_known",
        "survey",
    ),
    TemplateStep(
        "1.3",
        "Vaatimukset, riippuvuudet ja erityislaitteet",
        "Krav, beroenden och specialapparater",
        "Requirements, dependencies, special devices",
        "dependencies_owned",
        "firewall",
    ),
    TemplateStep(
        "1.4",
        "Sopimukset ja tuki",
        "Avtal och stöd",
        "Contract and support arrangements",
        "signed_or_dated_risk",
        "agreement",
    ),
    TemplateStep(
        "1.5",
        "Tiedote 1 ja koulutusten varaus",
        "Meddelande 1 och bokning av utbildningar",
        "Notice 1, training bookings",
        "notice_sent",
        "",
        -30,
    ),
    TemplateStep(
        "2.1",
        "Verkko tilattu ja rakennettu",
        "Nätet beställt och byggt",
        "Network ordered and built",
        "link_accepted",
        "lan",
    ),
    TemplateStep(
        "2.2",
        "Työasemat nykyisten rinnalle",
        "Arbetsstationer vid sidan av de nuvarande",
        "Workstations beside the old ones",
        "devices_counted",
        "deploy",
    ),
    TemplateStep(
        "2.3",
        "Tunnukset, kortit ja oikeudet; testiryhmä kirjautuu",
        "Konton, kort och behörigheter; testgruppen loggar in",
        "Accounts, cards, rights; test group logs in",
        "activation",
        "accounts",
    ),
    TemplateStep(
        "2.4",
        "Järjestelmien, tulostuksen ja puhelinten testaus",
        "System, utskrift och telefoner testas",
        "Systems, printing and phones tested",
        "smoke_tests",
        "access",
    ),
    TemplateStep(
        "2.5",
        "Koulutus, avainkäyttäjät nimetty",
        "Utbildning, nyckelanvändare utsedda",
        "Training, key users named",
        "trained",
        "training",
    ),
    TemplateStep(
        "2.6",
        "Käyttöönottopäätös",
        "Beslut om driftsättning",
        "Go/no-go decision",
        "go_decision",
        "rehearsal",
    ),
    TemplateStep("2.7", "Käyttöönotto", "Driftsättning", "Cut-over", "checklist", "cutover"),
    TemplateStep(
        "2.8", "Tehostettu tuki", "Förstärkt stöd", "Hypercare", "exit_criteria", "hypercare"
    ),
    TemplateStep(
        "3.1",
        "Vanhat laitteet, liittymät ja tunnukset poistettu",
        "Gamla apparater, anslutningar och konton borttagna",
        "Old devices, links and accounts removed",
        "evidence",
        "removal",
    ),
    TemplateStep(
        "3.2",
        "Katselukäyttö, arkistointi ja poistot",
        "Läsåtkomst, arkivering och radering",
        "Read-only access, archiving, deletion",
        "sign_off",
        "",
        60,
    ),
    TemplateStep(
        "3.3",
        "Jälkiarviointi ja opit malliin",
        "Efterhandsbedömning, lärdomar till modellen",
        "Retrospective, lessons into the model",
        "new_version",
        "",
        70,
    ),
)
