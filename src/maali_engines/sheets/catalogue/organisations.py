"""The sheet of the organisation itself: one row, about the one that answers."""

from maali_engines.sheets.columns import Sheet, choice, column, in_three

KINDS = (
    choice("municipality", ("Kunta", "Kommun", "Municipality"), "kaupunki|stad"),
    choice("joint_authority", ("Kuntayhtymä", "Samkommun", "Joint municipal authority")),
    choice("hospital_district", ("Sairaanhoitopiiri", "Sjukvårdsdistrikt", "Hospital district")),
    choice("rescue_department", ("Pelastuslaitos", "Räddningsverk", "Rescue department")),
    choice("in_house_company", ("Inhouse-yhtiö", "Inhousebolag", "In-house company")),
    choice("state", ("Valtio", "Staten", "State")),
)
DELIVERY = (
    choice("own", ("Oma", "Egen", "Own"), "oma tuotanto|egen produktion"),
    choice("in_house", ("Inhouse-yhtiö", "Inhousebolag", "In-house company"), "inhouse"),
    choice("outsourced", ("Ulkoistus", "Utlagd", "Outsourced"), "ulkoistettu|utkontrakterad"),
    choice("several", ("Useita tapoja", "Flera sätt", "Several ways"), "sekamalli|blandad"),
)

ORGANISATIONS = Sheet(
    "organisations",
    in_three(("Organisaatio", "Organisation", "Organisation")),
    named_by="name",
    columns=(
        column(
            "name",
            ("Organisaation nimi", "Organisationens namn", "Organisation name"),
            asked="M-",
            required=True,
            help=(
                "Virallinen nimi, yksi rivi.",
                "Officiellt namn, en rad.",
                "The official name, one row.",
            ),
        ),
        column(
            "type",
            ("Organisaation tyyppi", "Organisationstyp", "Type of organisation"),
            "choice",
            asked="M-",
            choices=KINDS,
            en="Organisation type",
            help=(
                "Millainen julkinen toimija tai yhtiö se on.",
                "Hurdan offentlig aktör eller hurdant bolag den är.",
                "What kind of public body or company it is.",
            ),
        ),
        column(
            "business_id",
            ("Y-tunnus", "FO-nummer", "Business ID"),
            asked="M-",
            help=(
                "Muodossa 1234567-8.",
                "I formen 1234567-8.",
                "As 1234567-8.",
            ),
        ),
        column(
            "oid",
            ("OID-tunnus", "OID-kod", "OID"),
            asked="o-",
            help=(
                "Tunnus SOTE-organisaatiorekisterissä, jos on.",
                "Kod i social- och hälsovårdens organisationsregister, om den finns.",
                "Its code in the register of social and health care organisations, if any.",
            ),
        ),
        column(
            "contact_ict",
            ("Tietohallinnon yhteyshenkilö", "Kontaktperson för IT", "ICT contact"),
            asked="M-",
            help=(
                "Nimi ja sähköposti.",
                "Namn och e-post.",
                "Name and e-mail.",
            ),
        ),
        column(
            "contact_contracts",
            ("Sopimusyhteyshenkilö", "Kontaktperson för avtal", "Contracts contact"),
            asked="o-",
            help=(
                "Nimi ja sähköposti.",
                "Namn och e-post.",
                "Name and e-mail.",
            ),
        ),
        column(
            "transferring_staff",
            ("Siirtyvä henkilöstö", "Personal som överförs", "Transferring staff"),
            "count",
            asked="M-",
            fi="Siirtyvä henkilöstö (lkm)",
            help=(
                "Montako henkilöä siirtyy; luku tai arvio.",
                "Hur många personer som överförs; ett tal eller en uppskattning.",
                "How many people transfer; a number or an estimate.",
            ),
        ),
        column(
            "remaining_use",
            (
                "Kunnalle jäävä käyttö",
                "Kvarvarande användning i kommunen",
                "Use remaining in the municipality",
            ),
            asked="oM",
            help=(
                "Mitä siirtyvistä järjestelmistä kunta tarvitsee edelleen.",
                "Vilka av de system som överförs kommunen fortfarande behöver.",
                "Which of the transferring systems the municipality still needs.",
            ),
        ),
        column(
            "delivery_model",
            ("ICT-tuotantotapa", "Produktionssätt för IKT", "ICT delivery model"),
            "choice",
            asked="M-",
            choices=DELIVERY,
            help=(
                "Oma, inhouse-yhtiö, ulkoistus tai useita tapoja.",
                "Egen, inhousebolag, utlagd eller flera sätt.",
                "Own, in-house company, outsourced or several ways.",
            ),
        ),
    ),
)
