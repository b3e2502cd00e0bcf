"""The shared list of capability classes, by which systems of many organisations compare.

Codes and words are those of the inventory's list of needs; a test holds the two together.
"""

from maali_engines.sheets.columns import choice

CAPABILITIES = (
    choice("medication", ("Lääkehoito", "Läkemedelsbehandling", "Medication")),
    choice("laboratory", ("Laboratorio", "Laboratorium", "Laboratory")),
    choice("imaging", ("Kuvantaminen", "Bilddiagnostik", "Imaging")),
    choice(
        "intensive_care",
        ("Tehohoito ja leikkaustoiminta", "Intensivvård och kirurgi", "Intensive care and surgery"),
    ),
    choice(
        "emergency_care", ("Ensihoito", "Prehospital akutsjukvård", "Emergency medical services")
    ),
    choice("rescue", ("Pelastustoimi", "Räddningsväsendet", "Rescue services")),
    choice("dental", ("Suun terveydenhuolto", "Mun- och tandvård", "Oral health care")),
    choice(
        "maternity",
        ("Äitiys- ja lastenneuvola", "Mödra- och barnrådgivning", "Maternity and child health"),
    ),
    choice("patient", ("Potilastiedot", "Patientuppgifter", "Patient records")),
    choice("home_care", ("Kotihoito", "Hemvård", "Home care")),
    choice("elderly_care", ("Ikääntyneiden hoito", "Äldreomsorg", "Care of older people")),
    choice(
        "social",
        (
            "Sosiaalihuollon asiakastiedot",
            "Socialvårdens klientuppgifter",
            "Client records of social services",
        ),
    ),
    choice(
        "nurse_call",
        (
            "Hoitajakutsu ja turvapuhelimet",
            "Sköterskelarm och trygghetstelefoner",
            "Nurse call and safety phones",
        ),
    ),
    choice("citizen", ("Kansalaisten palvelut", "Tjänster för invånare", "Services for citizens")),
    choice("payroll", ("Palkanlaskenta", "Löneräkning", "Payroll")),
    choice("rostering", ("Työvuorosuunnittelu", "Arbetsskiftsplanering", "Rostering")),
    choice("hr", ("Henkilöstöhallinto", "Personalförvaltning", "Human resources")),
    choice("finance", ("Talous", "Ekonomi", "Finance")),
    choice("procurement", ("Hankinnat", "Upphandling", "Procurement")),
    choice(
        "case_management",
        (
            "Asian- ja asiakirjahallinta",
            "Ärende- och dokumenthantering",
            "Case and document management",
        ),
    ),
    choice(
        "identity", ("Hakemisto ja kirjautuminen", "Katalog och inloggning", "Directory and login")
    ),
    choice("integration", ("Integraatiot", "Integrationer", "Integration")),
    choice(
        "workplace", ("Työasemat ja sähköposti", "Arbetsplats och e-post", "Workplace and e-mail")
    ),
    choice("telephony", ("Puhelinpalvelut", "Telefoni", "Telephony")),
    choice("network", ("Tietoliikenneverkko", "Datanät", "Data network")),
    choice("server", ("Palvelimet ja tallennus", "Servrar och lagring", "Servers and storage")),
    choice("security", ("Tietoturva", "Informationssäkerhet", "Information security")),
    choice(
        "access_control",
        ("Kulunvalvonta ja kamerat", "Passerkontroll och kameror", "Access control and cameras"),
    ),
    choice("printing", ("Tulostus", "Utskrift", "Printing")),
    choice("service_management", ("Palvelunhallinta", "Tjänstehantering", "Service management")),
    choice("quality", ("Laatu ja poikkeamat", "Kvalitet och avvikelser", "Quality and incidents")),
    choice("knowledge", ("Tiedolla johtaminen", "Kunskapsledning", "Knowledge management")),
    choice("learning", ("Koulutus", "Utbildning", "Learning")),
    choice("survey", ("Kyselyt", "Enkäter", "Surveys")),
    choice("facilities", ("Kiinteistöt", "Fastigheter", "Facilities")),
    choice("catering", ("Ruokapalvelut", "Kosthåll", "Catering")),
    choice(
        "transport",
        ("Kuljetukset ja ajoneuvot", "Transporter och fordon", "Transport and vehicles"),
    ),
    choice("local_tool", ("Paikalliset työkalut", "Lokala verktyg", "Local tools")),
)
