"""The sheet of information systems: one row per installation, as its user organisation knows it.

Titles of the first collection round; the Finnish variants are those of the table of title variants
of the example region, the Swedish and English ones follow public catalogues of local bodies.
"""

from maali_engines.sheets.catalogue.system_details import DETAILS
from maali_engines.sheets.columns import Sheet, choice, column, in_three

SERVICE_AREAS = (
    choice(
        "health",
        ("Terveys", "Hälsovård", "Health"),
        "terveyspalvelut|terveydenhuolto|hälso- och sjukvård|health services",
    ),
    choice(
        "social",
        ("Sosiaali", "Socialvård", "Social services"),
        "sosiaalipalvelut|sosiaalitoimi|socialtjänster|social care",
    ),
    choice(
        "older",
        ("Ikääntyneet", "Äldreomsorg", "Older people"),
        "ikääntyneiden palvelut|vanhuspalvelut|tjänster för äldre|services for older people",
    ),
    choice(
        "rescue",
        ("Pelastus", "Räddning", "Rescue"),
        "pelastuspalvelut|pelastustoimi|räddningstjänst|räddningsväsendet|rescue services",
    ),
    choice(
        "administration",
        ("Hallinto", "Förvaltning", "Administration"),
        "hallintopalvelut|tietohallinto|dataförvaltning|ict|it",
    ),
    choice("shared", ("Yhteinen", "Gemensam", "Shared"), "kaikki|alla|shared by all"),
)
CRITICALITY = (
    choice(
        "1",
        ("1 kriittinen", "1 kritisk", "1 critical"),
        "kriittinen|1 - kriittinen|korkea|a|***|!!|!!!|elintärkeä|elintärkeä 24/7|erittäin tärkeä"
        "|erittäin kriittinen|kritisk|hög|mycket viktig|critical|high|vital|mission critical",
    ),
    choice(
        "2",
        ("2 tärkeä", "2 viktig", "2 important"),
        "tärkeä|b|**|!|viktig|important|medium high|melko tärkeä",
    ),
    choice(
        "3",
        ("3 tavallinen", "3 normal", "3 normal"),
        "normaali|tavallinen|keskitaso|*|normal|medel|medium|keskimääräinen",
    ),
    choice(
        "4", ("4 vähäinen", "4 låg", "4 low"), "matala|vähäinen|c|d|låg|low|minor|ei kriittinen"
    ),
)

SYSTEMS = Sheet(
    "systems",
    in_three(("Järjestelmät", "System", "Systems")),
    named_by="system_name",
    variants=(
        "Tietojärjestelmät",
        "Kartoitus",
        "Järjestelmäluettelo",
        "Sovellukset",
        "Ohjelmistot",
        "Informationssystem",
        "Systemlista",
        "Kartläggning",
        "Tillämpningar",
        "Applications",
        "Software",
        "Enterprise systems",
        "System catalog",
        "Inventory",
    ),
    columns=(
        column(
            "system_name",
            ("Järjestelmän nimi", "Systemets namn", "System name"),
            asked="M-",
            required=True,
            fi="Tietojärjestelmä|Järjestelmä|Nimi|Sovellus|Ohjelmisto|Ohjelman nimi"
            "|Järjestelmän/sovelluksen nimi|Tietojärjestelmän nimi|Systeemi|Tuote|Tuotenimi",
            sv="System|Informationssystem|Namn|Applikation|Program|Programvara|Tillämpning|Produkt"
            "|Produktnamn|Systemnamn",
            en="System|Application name|Application|Product|Product name|Software|Name"
            "|Information system|System title|Software product|Name of system|Enterprise system",
            help=(
                "Yksi rivi kutakin asennusta kohti, omalla nimellään.",
                "En rad per installation, med dess eget namn.",
                "One row for each installation, by its own name.",
            ),
        ),
        column(
            "vendor",
            ("Toimittaja", "Leverantör", "Supplier"),
            asked="M-",
            fi="Järjestelmätoimittaja|Toimittaja / yhteyshlö|Valmistaja|Firma|Palveluntuottaja"
            "|toim.|Toimittajan nimi|Ohjelmistotoimittaja",
            sv="Systemleverantör|Tillverkare|Firma|Tjänsteleverantör|Lev.|Leverantörens namn",
            en="Vendor|Vendor name|Manufacturer|Provider|Supplier name|Software vendor|Company"
            "|Publisher|Developer",
        ),
        column(
            "service_area",
            ("Palvelualue", "Serviceområde", "Service area"),
            "choice",
            asked="M-",
            fi="Toimiala|Sote-palvelu|Käyttöalue|Yksikkö|Mihin käytetään|Palvelu|Osasto|Vastuualue",
            sv="Sektor|Användningsområde|Enhet|Tjänst|Avdelning|Ansvarsområde|Bransch",
            en="Department|Division|Service|Business area|Directorate|Unit|Used by|Business unit"
            "|Department name|Agency|Departments using",
            choices=SERVICE_AREAS,
        ),
        column(
            "purpose",
            ("Käyttötarkoitus", "Ändamål", "Purpose"),
            asked="M-",
            fi="Kuvaus|Lyhyt kuvaus järjestelmästä|Mitä tehdään|Selite|Tarkoitus",
            sv="Användningsändamål|Beskrivning|Kort beskrivning av systemet|Syfte|Vad görs"
            "|Förklaring",
            en="Description|Use|Function|Brief statement of the system's purpose|System purpose"
            "|Statement of purpose|What it is used for|Usage",
        ),
        column(
            "owner_role",
            ("Omistaja", "Ägare", "Owner"),
            asked="M-",
            required=True,
            fi="Järjestelmän omistaja|Vastuuhenkilö|Pääkäyttäjä|Pääkäyttäjä (nimi + puh)"
            "|Yhteyshenkilö|Vastuutaho|Vast.hlö|Omistajan rooli",
            sv="Systemägare|Ansvarig|Ansvarig person|Huvudanvändare|Kontaktperson|Ansv.pers."
            "|Ägarens roll",
            en="System owner|Business owner|Responsible person|Main user|Contact|Custodian"
            "|Owner role|Superuser|Owner (role)",
            help=(
                "Tehtävänimike riittää, henkilön nimeä ei tarvita.",
                "Uppgiftstiteln räcker, namnet behövs inte.",
                "The title of the role is enough; no personal name is needed.",
            ),
        ),
        column(
            "user_count",
            ("Käyttäjämäärä", "Antal användare", "Users"),
            "count",
            asked="M-",
            required=True,
            fi="Käyttäjiä|Käyttäjät (lkm)|Käyttäjiä kpl|Käyttäjälukumäärä n.|Montako käyttäjää"
            "|kayttajia|Käyttäjät|Käyttäjien määrä",
            sv="Användare|Användare (st)|Användarantal|Hur många användare|Antal anv.",
            en="Number of users|No. of users|User count|How many users|Users (no.)|Licences in use",
            help=(
                "Luku tai arvio, esimerkiksi noin 40.",
                "Ett tal eller en uppskattning, till exempel cirka 40.",
                "A number or an estimate, for example about 40.",
            ),
        ),
        column(
            "site",
            ("Toimipiste", "Verksamhetsställe", "Site"),
            "list",
            asked="oM",
            fi="Toimipaikka|Käyttöpaikka|Kiinteistö|Yksikkö/toimipiste|Missä käytössä|Toimipisteet",
            sv="Användningsställe|Fastighet|Enhet/verksamhetsställe|Var används det|Ställe",
            en="Location|Premises|Building|Where used|Sites using it|Sites",
        ),
        column(
            "site_address",
            ("Osoite", "Adress", "Address"),
            asked="--",
            fi="Katuosoite|Käyntiosoite|Lähiosoite|Os.",
            sv="Gatuadress|Besöksadress|Näradress|Adr.",
            en="Street address|Visiting address|Site address|Street",
        ),
        column(
            "postcode",
            ("Postinumero", "Postnummer", "Postcode"),
            asked="--",
            fi="Postinro|Pnro|PNO",
            sv="Postnr|Pnr.",
            en="Postal code|ZIP|ZIP code",
        ),
        column(
            "contract_ref",
            ("Sopimus", "Avtal", "Contract"),
            asked="oo",
            fi="Sopimusnumero|Sopimuksen tunniste|Dnro|Sop.nro|Diaarinumero",
            sv="Avtalsnummer|Avtalets beteckning|Dnr|Avt.nr|Diarienummer",
            en="Contract reference|Contract number|Contract no.|Agreement|Record no.|Contract ref",
        ),
        column(
            "contract_start",
            ("Sopimus alkaa", "Avtalet börjar", "Contract starts"),
            "date",
            asked="--",
            fi="Alkupvm|Sopimuksen alkamispäivä|Voimassa alkaen|Alkaen|alkaa",
            sv="Startdatum|Avtalets startdatum|I kraft från|Fr.o.m.|börjar",
            en="Contract start|Start date|Valid from|Commencement|starts",
        ),
        column(
            "contract_end",
            ("Sopimus päättyy", "Avtalet slutar", "Contract ends"),
            "date",
            asked="o-",
            required=True,
            end=True,
            fi="Loppupvm|Voimassaolo|Sopimuskausi|Sopimuksen päättymispvm|Päättyy|Voimassa asti",
            sv="Slutdatum|Giltighetstid|Avtalsperiod|Avtalets slutdatum|Slutar|I kraft till|T.o.m.",
            en="Contract end|End date|Valid until|Contract period|Expiry date|Expires"
            "|Contract term",
            help=(
                "Päivä, tai toistaiseksi.",
                "Datum, eller tills vidare.",
                "A date, or until further notice.",
            ),
        ),
        column(
            "notice_period",
            ("Irtisanomisaika", "Uppsägningstid", "Notice period"),
            "months",
            asked="--",
            fi="Irtisanomisaika (kk)|Irts.aika|IA/kk",
            sv="Uppsägningstid (mån)|Upps.tid",
            en="Notice (months)|Notice|Termination notice",
        ),
        column(
            "yearly_cost",
            ("Vuosikustannus", "Årskostnad", "Annual cost"),
            "money",
            asked="oM",
            fi="Kustannus €/v|Hinta / v|Vuosihinta (alv 0)|Ylläpito €/vuosi|Kulut|Hinta alv 24"
            "|Kustannukset",
            sv="Kostnad €/år|Pris / år|Årspris (moms 0)|Underhåll €/år|Kostnader",
            en="Yearly cost|Cost per year|Annual fee|Costs|Price per year|Cost",
            help=(
                "Euroa vuodessa ilman arvonlisäveroa.",
                "Euro per år utan mervärdesskatt.",
                "Euros a year without value added tax.",
            ),
        ),
        column(
            "hosting",
            ("Käyttöpalvelu", "Driftform", "Hosting"),
            asked="MM",
            fi="Sijainti|Palvelin|Missä palvelin on|Konesali|SaaS / oma|Ympäristö|Tuotantotapa",
            sv="Drift|Server|Var finns servern|Serverhall|SaaS / egen|Miljö",
            en="Hosted by|Server|Data centre|SaaS / own|Environment|Deployment|Hosting model",
        ),
        column(
            "integrations",
            ("Integraatiot", "Integrationer", "Integrations"),
            "list",
            asked="o-",
            fi="Liittymät|Liittymät muihin järjestelmiin|Rajapinnat|Tiedonsiirrot"
            "|Integraatiot (mihin)",
            sv="Gränssnitt|Anslutningar till andra system|Dataöverföringar|Integrationer (till)",
            en="Interfaces|Interfaces with|Data transfers|Connected systems|Integrations (to)",
        ),
        column(
            "personal_data",
            ("Sisältää henkilötietoja", "Innehåller personuppgifter", "Holds personal data"),
            "yes_no",
            asked="MM",
            required=True,
            fi="Henkilötietoja K/E|Rekisteri|Potilas-/asiakastieto|HETU|Henkilötiedot",
            sv="Personuppgifter J/N|Register|Patient-/klientdata|Personuppgifter",
            en="Personal data|Personal data Y/N|Contains personal data|Client data|PII",
        ),
        column(
            "criticality",
            ("Kriittisyys", "Kritikalitet", "Criticality"),
            "choice",
            asked="MM",
            required=True,
            fi="Kriittisyysluokka|Tärkeys|Kriittisyys 1-4|Prioriteetti",
            sv="Kritikalitetsklass|Viktighet|Kritikalitet 1-4|Prioritet",
            en="Criticality class|Importance|Criticality 1-4|Priority",
            choices=CRITICALITY,
        ),
        column(
            "go_live",
            ("Käyttöönottovuosi", "Ibruktagningsår", "In use since"),
            "year",
            asked="oM",
            fi="Otettu käyttöön|Vuosi|Käytössä alkaen",
            sv="Tagits i bruk|År|I bruk sedan",
            en="Year taken into use|Go-live|Year|Implemented",
        ),
        column(
            "end_of_life",
            ("Poistumassa", "Avvecklas", "End of life"),
            asked="oM",
            fi="Elinkaari|Poistuu käytöstä|Korvataan (millä/milloin)|Poistuu",
            sv="Livscykel|Tas ur bruk|Ersätts (med vad/när)",
            en="Lifecycle|Being retired|Replaced by|End of support",
        ),
        column(
            "fate_proposal",
            (
                "Siirtyykö hyvinvointialueelle",
                "Överförs till välfärdsområdet",
                "Transfers to the county",
            ),
            asked="oo",
            fi="Siirto K/E|HVA?|Siirtyy/jää|Ehdotus|Ehdotus jatkosta",
            sv="Överförs J/N|VO?|Överförs/blir kvar|Förslag",
            en="Transfers Y/N|Proposal|Transfers/stays|Proposed option",
        ),
        column(
            "device_count",
            ("Laitteet", "Utrustning", "Devices"),
            "count",
            asked="--",
            fi="Työasemat kpl|Laitemäärä|Työasemia|Päätelaitteet",
            sv="Arbetsstationer st|Antal enheter|Arbetsstationer",
            en="Workstations|Number of devices|Device count",
        ),
        *DETAILS,
        column(
            "notes",
            ("Huomiot", "Anmärkningar", "Notes"),
            asked="oo",
            fi="Lisätiedot|Kommentit|Kommentit ja huomiot|Huom!|Muuta|LISÄTIETOJA|Kommentti",
            sv="Tilläggsuppgifter|Kommentarer|Obs!|Övrigt",
            en="Comments|Remarks|Additional information|Other|Note",
        ),
        column(
            "data_categories",
            ("Tietoryhmät", "Uppgiftskategorier", "Data categories"),
            asked="oM",
            fi="Tietosisältö|Tietojen ryhmät|Käsiteltävät tiedot",
            sv="Datakategorier|Uppgifter|Informationsinnehåll",
            en="Categories of data|Types of data|Data types|Data collected"
            "|Categories or types of data",
        ),
        column(
            "update_frequency",
            ("Päivitystiheys", "Uppdateringsfrekvens", "Update frequency"),
            asked="--",
            fi="Tietojen päivitystiheys|Päivitetään",
            sv="Uppdateras|Hur ofta uppdateras",
            en="Frequency|How often updated|Update interval|Data updated|How frequently updated"
            "|How frequently data is collected",
        ),
    ),
)
