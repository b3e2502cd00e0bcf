"""The sheet of integrations: what flows from one system to another."""

from maali_engines.sheets.columns import Sheet, choice, column, in_three

BINDING = (
    choice("hard", ("Pakko samaan aikaan", "Måste samtidigt", "Must move together"), "hard|kova"),
    choice("soft", ("Voi erota", "Kan skiljas", "May part"), "soft|pehmeä|mjuk"),
)

INTEGRATIONS = Sheet(
    "integrations",
    in_three(("Integraatiot", "Integrationer", "Integrations")),
    named_by="from_system",
    variants=("Liittymät", "Rajapinnat", "Tietovirrat", "Gränssnitt", "Interfaces", "Data flows"),
    columns=(
        column(
            "from_system",
            ("Lähdejärjestelmä", "Källsystem", "From system"),
            asked="oM",
            required=True,
            fi="Mistä|Lähde|Mistä järjestelmästä|Lähettävä järjestelmä|Järjestelmästä",
            sv="Från|Källa|Från system",
            en="From|Source|Source system",
        ),
        column(
            "to_system",
            ("Kohdejärjestelmä", "Målsystem", "To system"),
            asked="oM",
            required=True,
            fi="Mihin|Kohde|Mihin järjestelmään|Vastaanottava järjestelmä|Järjestelmään",
            sv="Till|Mål|Till system",
            en="To|Target|Target system|Destination",
        ),
        column(
            "data",
            ("Siirtyvä tieto", "Data som överförs", "Data moved"),
            asked="-M",
            fi="Tieto|Tiedot|Mitä siirtyy|Sisältö|Tietosisältö",
            sv="Data|Uppgifter|Innehåll",
            en="Data|Content|Information",
        ),
        column(
            "direction",
            ("Suunta", "Riktning", "Direction"),
            asked="-M",
            fi="Siirtosuunta|Suunta ja ajastus|Yksi-/kaksisuuntainen",
            sv="Riktning och intervall",
            en="Direction, schedule|One-way/two-way",
        ),
        column(
            "binding",
            ("Sitovuus", "Bindning", "Dependency"),
            "choice",
            asked="-M",
            fi="Pakollisuus|Kova/pehmeä|Pakko samaan aikaan|Riippuvuus",
            sv="Hård/mjuk|Beroende",
            en="Hard or soft|Hard/soft|Binding",
            choices=BINDING,
        ),
        column(
            "trigger",
            ("Ajastus", "Intervall", "Schedule"),
            asked="-M",
            fi="Siirtoväli",
            sv="Tidtabell",
            en="Trigger",
            help=(
                "Milloin tieto siirtyy: heti, öisin, käsin.",
                "När uppgifterna överförs: genast, nattetid, för hand.",
                "When data moves: at once, by night, by hand.",
            ),
        ),
        column(
            "protocol",
            ("Tekniikka", "Teknik", "Protocol"),
            asked="-M",
            fi="Siirtotekniikka",
            sv="Överföringsteknik",
            en="Technology",
            help=(
                "Esimerkiksi HL7, REST, tiedostosiirto.",
                "Till exempel HL7, REST, filöverföring.",
                "For example HL7, REST, file transfer.",
            ),
        ),
        column(
            "platform",
            ("Integraatioalusta", "Integrationsplattform", "Integration platform"),
            asked="-M",
            fi="Alusta",
            sv="Plattform",
            en="Platform",
            help=(
                "Alusta, jonka kautta tieto kulkee; ei, jos suoraan.",
                "Plattformen som uppgifterna går genom; nej, om direkt.",
                "The platform that data goes through; no, if directly.",
            ),
        ),
        column(
            "owner_role",
            ("Vastuutaho", "Ansvarig", "Responsible party"),
            asked="-M",
            fi="Liittymän omistaja",
            sv="Gränssnittets ägare",
            en="Interface owner",
            help=(
                "Kuka vastaa liittymästä: tehtävä ja organisaatio.",
                "Vem ansvarar för gränssnittet: uppgift och organisation.",
                "Who answers for the interface: role and organisation.",
            ),
        ),
        column(
            "vendor",
            ("Toimittaja", "Leverantör", "Vendor"),
            asked="-M",
            fi="Integraation toimittaja",
            sv="Integrationens leverantör",
            en="Integration vendor",
            help=(
                "Kuka liittymän on rakentanut ja ylläpitää.",
                "Vem har byggt och underhåller gränssnittet.",
                "Who built the interface and maintains it.",
            ),
        ),
        column(
            "org_ids",
            (
                "Organisaatiotunnisteet sanomissa",
                "Organisationskoder i meddelanden",
                "Organisation IDs in messages",
            ),
            asked="-M",
            fi="OID sanomissa",
            sv="OID i meddelanden",
            en="OIDs in messages",
            help=(
                "Mitkä OID-koodit tai Y-tunnukset sanomissa kulkevat; ei, jos ei mitään.",
                "Vilka OID-koder eller FO-nummer finns i meddelandena; nej, om inga.",
                "Which OIDs or business IDs the messages carry; no, if none.",
            ),
        ),
    ),
)
