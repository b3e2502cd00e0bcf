"""The sheets of what is at a place: sites, units and devices."""

from maali_engines.sheets.catalogue.systems import CRITICALITY, SERVICE_AREAS
from maali_engines.sheets.columns import Sheet, choice, column, in_three

AFTER_START = (
    choice("continues", ("Jatkuu", "Fortsätter", "Continues"), "jatkaa|ennallaan"),
    choice("moves", ("Siirtyy", "Flyttar", "Moves"), "muuttaa|överförs|transfers"),
    choice("ends", ("Lopetetaan", "Upphör", "Ends"), "päättyy|loppuu|suljetaan|lakkaa|closes"),
    choice(
        "shared",
        ("Yhteiskäyttö", "Sambruk", "Shared use"),
        "yhteiskäytössä|yhteinen|gemensam användning|shared",
    ),
)

SITES = Sheet(
    "sites",
    in_three(("Toimipisteet", "Verksamhetsställen", "Sites")),
    named_by="site_name",
    variants=("Toimipaikat", "Kiinteistöt", "Toimitilat", "Fastigheter", "Lokaler", "Premises"),
    columns=(
        column(
            "site_name",
            ("Toimipiste", "Verksamhetsställe", "Site"),
            required=True,
            fi="Toimipisteen nimi|Nimi|Toimipaikka|Kohde|Kiinteistö|Paikka|Toimipiste / kiinteistö"
            "|Yksikkö/toimipiste|Yksikkö",
            sv="Verksamhetsställets namn|Namn|Objekt|Fastighet|Plats|Enhet",
            en="Site name|Name|Location|Building|Premises",
        ),
        column(
            "address",
            ("Osoite", "Adress", "Address"),
            required=True,
            fi="Katuosoite|Käyntiosoite|Lähiosoite|Os.|Osoitetiedot",
            sv="Gatuadress|Besöksadress|Näradress|Adr.",
            en="Street address|Visiting address|Street",
        ),
        column(
            "postcode",
            ("Postinumero", "Postnummer", "Postcode"),
            fi="Postinro|Pnro|PNO",
            sv="Postnr",
            en="Postal code|ZIP|ZIP code",
        ),
        column(
            "municipality",
            ("Kunta", "Kommun", "Municipality"),
            fi="Sijaintikunta|Paikkakunta|Postitoimipaikka",
            sv="Ort|Postort",
            en="Town|City|Council",
        ),
        column(
            "users",
            ("Käyttäjämäärä", "Antal användare", "Users"),
            "count",
            required=True,
            fi="Käyttäjiä|Käyttäjät (lkm)|Henkilöitä|Henkilöstö|Käyttäjiä kpl|Käyttäjät"
            "|Henkilökuntaa|hlöä",
            sv="Användare|Personal|Antal personer",
            en="Number of users|Staff|People|Headcount|No. of users",
        ),
        column(
            "workstations",
            ("Työasemat", "Arbetsstationer", "Workstations"),
            "count",
            required=True,
            fi="Työasemat kpl|Työasemia|Työasemat (lkm)|Koneita|Tietokoneet|Työasemia kpl",
            sv="Arbetsstationer (st)|Datorer|Antal datorer",
            en="Number of workstations|Computers|PCs",
        ),
        column(
            "printers_phones",
            ("Tulostimet ja puhelimet", "Skrivare och telefoner", "Printers and phones"),
            "count",
            fi="Tulostimet, puhelimet|Tulostimia|Puhelimia|Tulostimet/puhelimet",
            sv="Skrivare, telefoner|Skrivare",
            en="Printers, phones|Printers",
        ),
        column(
            "ownership",
            ("Omistus tai vuokra", "Ägande eller hyra", "Ownership or lease"),
            fi="Omistus/vuokra|Oma/vuokra|Omistus|Omistaja|Omistus / vuokra, sopimus|Hallintamuoto"
            "|Vuokrasopimus",
            sv="Ägande/hyra|Ägd/hyrd|Ägare|Hyresavtal",
            en="Ownership/lease|Owned/leased|Owned or leased|Tenure",
        ),
        column(
            "after_start",
            ("Käyttö alkupäivän jälkeen", "Användning efter start", "Use after start date"),
            "choice",
            fi="Jatkuuko käyttö|Käyttö 1.1.2023 jälkeen|Jatko|Siirtyy/jää|Käyttö 2023 alkaen"
            "|Tilan jatko|Käyttö jatkossa",
            sv="Fortsätter användningen|Användning efter 1.1.2023|Fortsättning",
            en="Use after start|Future use|Continues after start",
            choices=AFTER_START,
        ),
        column(
            "network_now",
            ("Nykyinen verkko", "Nuvarande nät", "Present network"),
            fi="Verkko|Operaattori|Verkko, operaattori|Nykyinen verkko, operaattori, nopeus"
            "|Liittymä|Verkkoyhteys|Operaattori / nopeus|Tietoliikenne"
            "|Verkko (operaattori, nopeus)",
            sv="Nät|Operatör|Nät, operatör, hastighet|Anslutning|Nätverk",
            en="Network|Carrier|Network, carrier, speed|Connection",
        ),
        column(
            "fibre_ready",
            (
                "Kuitu ja kytkentätila valmis",
                "Fiber och korskoppling klar",
                "Fibre and wiring closet ready",
            ),
            "yes_no",
            fi="Kuitu|Kuitu valmis|Kuitu K/E|Kuitu/kytkentätila valmis|Valokuitu|Kuituyhteys",
            sv="Fiber|Fiber klar|Fiber J/N",
            en="Fibre|Fibre ready|Fibre Y/N|Fiber ready",
        ),
        column(
            "site_contact_role",
            ("Toimipisteen yhdyshenkilö", "Kontaktperson", "Site contact"),
            fi="Yhdyshenkilö|Yhteyshenkilö|Yhteyshenkilön rooli|Vastuuhenkilö|Yhdyshenkilön rooli",
            sv="Kontaktpersonens roll|Ansvarig person",
            en="Contact|Contact role|Site manager",
        ),
        column(
            "quiet_times",
            ("Hiljaiset ajat", "Lugna tider", "Quiet times"),
            fi="Kieltojaksot|Hiljaiset ajat / kieltojaksot|Milloin voi tulla"
            "|Ei asennuksia|Rajoitukset|Kiinni",
            sv="Spärrperioder|Lugna tider / spärrperioder",
            en="Blackouts|Quiet times / blackouts|No work during",
        ),
        column(
            "notes",
            ("Huomiot", "Anmärkningar", "Notes"),
            fi="Lisätiedot|Kommentit|Huom!|Muuta",
            sv="Tilläggsuppgifter|Kommentarer|Obs!|Övrigt",
            en="Comments|Remarks|Additional information|Other",
        ),
    ),
)

UNITS = Sheet(
    "units",
    in_three(("Toimintayksiköt", "Enheter", "Units")),
    named_by="unit_name",
    variants=("Yksiköt", "Palveluyksiköt", "Serviceenheter", "Service units"),
    columns=(
        column(
            "unit_name",
            ("Toimintayksikkö", "Verksamhetsenhet", "Unit"),
            required=True,
            fi="Yksikkö|Palveluyksikkö|Yksikön nimi",
            sv="Enhet|Serviceenhet|Enhetens namn",
            en="Unit name|Service unit|Team",
        ),
        column(
            "service_area",
            ("Palvelualue", "Serviceområde", "Service area"),
            "choice",
            fi="Toimiala|Vastuualue",
            sv="Sektor|Ansvarsområde",
            en="Department|Directorate",
            choices=SERVICE_AREAS,
        ),
        column(
            "site",
            ("Toimipiste", "Verksamhetsställe", "Site"),
            fi="Toimipaikka|Sijainti",
            sv="Plats",
            en="Location",
        ),
        column(
            "manager_role",
            ("Vastuuhenkilö", "Ansvarig", "Responsible person"),
            fi="Esihenkilö|Esimies|Vastuuhenkilön rooli",
            sv="Chef|Förman",
            en="Manager|Manager role|Head of unit",
        ),
        column(
            "hours",
            ("Toiminta-aika", "Verksamhetstid", "Operating hours"),
            fi="Aukiolo|Toiminta-ajat|Palveluaika",
            sv="Öppettider",
            en="Opening hours|Hours",
        ),
        column(
            "criticality",
            ("Palvelun kriittisyys", "Tjänstens kritikalitet", "Service criticality"),
            "choice",
            fi="Kriittisyys|Kriittisyysluokka",
            sv="Kritikalitet",
            en="Criticality",
            choices=CRITICALITY,
        ),
    ),
)

DEVICES = Sheet(
    "devices",
    in_three(("Laitteet", "Utrustning", "Devices")),
    named_by="type_model",
    variants=("Laiteluettelo", "Työasemat", "Enheter", "Hardware", "Apparater"),
    columns=(
        column(
            "type_model",
            ("Tyyppi ja malli", "Typ och modell", "Type and model"),
            required=True,
            fi="Laite|Laitetyyppi|Malli|Tyyppi, malli",
            sv="Apparat|Enhetstyp|Modell|Typ, modell",
            en="Device|Device type|Model|Type, model",
        ),
        column(
            "count",
            ("Lukumäärä", "Antal", "Count"),
            "count",
            required=True,
            fi="Kpl|Lkm|Määrä",
            sv="St|Antal st",
            en="Number|Quantity|Qty",
        ),
        column(
            "site",
            ("Sijainti", "Plats", "Location"),
            fi="Toimipiste|Toimipaikka",
            sv="Verksamhetsställe",
            en="Site",
        ),
        column(
            "ownership",
            ("Oma tai leasing", "Ägd eller leasad", "Owned or leased"),
            fi="Omistus|Oma/leasing|Leasing",
            sv="Ägd/leasad|Ägande",
            en="Owned/leased|Ownership",
        ),
        column(
            "end",
            ("Leasing päättyy", "Leasing slutar", "Lease ends"),
            "date",
            end=True,
            fi="Päättymispäivä|Päättyy|Palautuspäivä",
            sv="Slutdatum|Slutar",
            en="End date|Lease end|Return date",
        ),
    ),
)
