"""The sheet of devices: counts by type and place at first, one by one in the detailed round."""

from maali_engines.sheets.columns import Sheet, choice, column, in_three

SHARED_USE = (
    choice("personal", ("Henkilökohtainen", "Personlig", "Personal")),
    choice("shared", ("Yhteiskäyttö", "Gemensam", "Shared"), "yhteinen|yhteiskäyttöinen|sambruk"),
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
            asked="MM",
            required=True,
            fi="Laite|Laitetyyppi|Malli|Tyyppi, malli",
            sv="Apparat|Enhetstyp|Modell|Typ, modell",
            en="Device|Device type|Model|Type, model",
        ),
        column(
            "count",
            ("Lukumäärä", "Antal", "Count"),
            "count",
            asked="M-",
            required=True,
            fi="Kpl|Lkm|Määrä",
            sv="St|Antal st",
            en="Number|Quantity|Qty",
        ),
        column(
            "site",
            ("Sijainti", "Plats", "Location"),
            asked="MM",
            fi="Toimipiste|Toimipaikka",
            sv="Verksamhetsställe",
            en="Site",
        ),
        column(
            "serial",
            (
                "Sarjanumero tai laitetunnus",
                "Serienummer eller enhetsbeteckning",
                "Serial number or asset tag",
            ),
            asked="-M",
            fi="Sarjanumero|Laitetunnus",
            sv="Serienummer",
            en="Serial number|Asset tag",
            help=(
                "Yhden laitteen rivillä; koontirivillä tyhjä.",
                "På en enskild apparats rad; tom på en rad för flera.",
                "On the row of one device; empty on a row for several.",
            ),
        ),
        column(
            "shared_use",
            ("Henkilökohtainen vai yhteiskäyttö", "Personlig eller gemensam", "Personal or shared"),
            "choice",
            asked="-M",
            choices=SHARED_USE,
            fi="Yhteiskäyttöinen",
            sv="Gemensam",
            en="Shared use",
            help=(
                "Käyttäjän nimeä ei kysytä.",
                "Användarens namn efterfrågas inte.",
                "The user's name is not asked.",
            ),
        ),
        column(
            "acquired",
            ("Hankintavuosi", "Anskaffningsår", "Year of purchase"),
            "year",
            asked="oM",
            fi="Ostovuosi",
            sv="Inköpsår",
            en="Purchase year",
            help=(
                "Vuosi, josta laitteen ikä lasketaan.",
                "Året från vilket åldern räknas.",
                "The year from which its age is counted.",
            ),
        ),
        column(
            "operating_system",
            ("Käyttöjärjestelmä", "Operativsystem", "Operating system"),
            asked="oM",
            fi="Käyttöjärjestelmän versio",
            sv="Operativsystemets version",
            en="OS",
            help=(
                "Esimerkiksi Windows 10 22H2.",
                "Till exempel Windows 10 22H2.",
                "For example Windows 10 22H2.",
            ),
        ),
        column(
            "ownership",
            ("Oma tai leasing", "Ägd eller leasad", "Owned or leased"),
            asked="MM",
            fi="Omistus|Oma/leasing|Leasing",
            sv="Ägd/leasad|Ägande",
            en="Owned/leased|Ownership",
        ),
        column(
            "end",
            ("Leasing päättyy", "Leasing slutar", "Lease ends"),
            "date",
            asked="MM",
            end=True,
            fi="Päättymispäivä|Päättyy|Palautuspäivä",
            sv="Slutdatum|Slutar",
            en="End date|Lease end|Return date",
        ),
    ),
)
