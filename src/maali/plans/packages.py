"""Work packages: the tasks of one site, one system and one organisation, with their defaults.

Pure tables and arithmetic. Durations and efforts are in half working days ("slots"), lags too;
calendar lead times are turned at five working days a week. Defaults follow the field's task list
(four hours of work for each workstation in all, ten workstations for each technician's day,
carrier orders at least 75 days ahead, user training about one day for twenty users); what finished
moves taught replaces them through `scale`.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

WEEK = 10  # slots: five working days of two halves
CARRIER_ORDER = 107  # 75 calendar days
WORKSTATIONS_PER_DAY = 10
USERS_PER_TRAINING_DAY = 20
USERS_PER_ACCOUNT_DAY = 60
USERS_PER_CUTOVER_DAY = 120
MOST_AT_CUTOVER = 6  # more people are in one another's way; a hospital changes over ward by ward
# Share of users with a workstation of their own where the count is unknown.
WORKSTATION_SHARE = 0.78


@dataclass(frozen=True)
class After:
    """Waits for another task of the same package: at least `least` slots, at most `most` if
    given.
    """

    kind: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class TaskDraft:
    """One task: who (persons by skill) for how long, and what it waits for.

    `crews` are other ways to do it: more persons of each skill for a shorter time.
    `cutover` marks the moment when users change over: calendars and blackouts bind it.
    """

    kind: str
    skills: Mapping[str, int]
    slots: int
    after: tuple[After, ...] = ()
    crews: tuple[tuple[Mapping[str, int], int], ...] = ()
    cutover: bool = False
    assumed: bool = False

    @property
    def effort_days(self) -> float:
        return self.slots * sum(self.skills.values()) / 2


@dataclass(frozen=True)
class SiteFacts:
    """What the package of a site depends on; None means that the inventory does not know."""

    type: str = ""
    users: int | None = None
    workstations: int | None = None
    printers_phones: int | None = None
    fibre_ready: bool | None = None
    rescue: bool = False
    scale: Mapping[str, float] = field(default_factory=dict)

    @property
    def people(self) -> int:
        if self.users is not None:
            return self.users
        return round(self.workstations / WORKSTATION_SHARE) if self.workstations else 8

    @property
    def machines(self) -> int:
        return (
            self.workstations
            if self.workstations is not None
            else math.ceil(self.people * WORKSTATION_SHARE)
        )

    @property
    def size(self) -> int:
        """1 small, 2 a health centre or alike, 3 a hospital or alike."""
        if self.type == "hospital" or self.machines > 300:
            return 3
        return 2 if self.type in {"health_centre", "fire_station_main"} or self.machines > 40 else 1


def halves(days: float) -> int:
    return max(1, math.ceil(days * 2))


def deploy_crews(machines: int) -> tuple[tuple[Mapping[str, int], int], ...]:
    """Crews of two, four and eight technicians for putting workstations on desks."""
    sizes = [crew for crew in (1, 2, 4, 8) if machines >= 10 * (crew - 1)]
    return tuple(
        ({"workstations": crew}, halves(machines / WORKSTATIONS_PER_DAY / crew)) for crew in sizes
    )


def site_tasks(site: SiteFacts) -> list[TaskDraft]:
    """The package of one site, in working order: network before workstations before cut-over."""
    carrier_lag = 2 * WEEK if site.fibre_ready else CARRIER_ORDER
    lan_days = {1: 1, 2: 3, 3: 10}[site.size]
    crews = deploy_crews(site.machines)
    people, machines = site.people, site.machines
    crew = min(MOST_AT_CUTOVER, max(1, math.ceil(people / USERS_PER_CUTOVER_DAY)))
    field_skill = "rescue" if site.rescue else "on_site"
    drafts = [
        TaskDraft("survey", {"network": 1}, halves(0.5)),
        TaskDraft("order_link", {"network": 1}, 1, (After("survey"),)),
        TaskDraft("lan", {"network": 1}, halves(lan_days), (After("order_link", carrier_lag),)),
        TaskDraft(
            "firewall", {"network": 1}, halves(0.5 * site.size), (After("survey", 2 * WEEK),)
        ),
        TaskDraft(
            "stage", {"workstations": 1}, halves(machines / 60), (After("survey", 8 * WEEK),)
        ),
        TaskDraft("accounts", {"iam": 1}, halves(people / USERS_PER_ACCOUNT_DAY)),
        TaskDraft("cards", {"iam": 1}, halves(people / 120), (After("accounts", 2 * WEEK),)),
        TaskDraft(
            "deploy",
            crews[0][0],
            crews[0][1],
            (After("lan"), After("firewall"), After("stage"), After("accounts")),
            crews[1:],
        ),
        TaskDraft(
            "printers_phones",
            {field_skill: 1},
            halves((site.printers_phones or people / 4) / 14),
            (After("lan"),),
        ),
        TaskDraft(
            "access",
            {"patient_client": 1},
            halves(0.5 * site.size),
            (After("accounts"), After("deploy")),
        ),
        TaskDraft(
            "training",
            {"training": 1},
            halves(people / USERS_PER_TRAINING_DAY / 2),
            (After("accounts"),),
        ),
        TaskDraft("rehearsal", {field_skill: 1}, 1, (After("access"), After("printers_phones"))),
        TaskDraft(
            "cutover",
            {field_skill: crew},
            halves(max(0.5 if site.size == 1 else 1, people / USERS_PER_CUTOVER_DAY / crew)),
            (After("rehearsal", 1), After("training", 0), After("cards")),
            cutover=True,
        ),
        TaskDraft(
            "hypercare",
            {field_skill: 1},
            halves({1: 1, 2: 3, 3: 5}[site.size]),
            (After("cutover", 0, 4),),
        ),
        TaskDraft(
            "removal", {"workstations": 1}, halves(machines / 25), (After("hypercare", WEEK),)
        ),
    ]
    unknown = site.users is None and site.workstations is None
    return [scaled(draft, site.scale, unknown) for draft in drafts]


def scaled(draft: TaskDraft, scale: Mapping[str, float], assumed: bool = False) -> TaskDraft:
    """The draft with the time that finished moves taught, and whether its volume is assumed."""
    factor = scale.get(draft.kind, 1.0)
    crews = tuple((skills, max(1, round(slots * factor))) for skills, slots in draft.crews)
    return TaskDraft(
        draft.kind,
        draft.skills,
        max(1, round(draft.slots * factor)),
        draft.after,
        crews,
        draft.cutover,
        assumed,
    )


@dataclass(frozen=True)
class SystemFacts:
    """What the package of a system depends on."""

    disposition: str
    skill: str = "integration"
    users: int | None = None
    integrations: int = 0
    personal_data: bool = False
    clinical: bool = False
    scale: Mapping[str, float] = field(default_factory=dict)


def chain(*steps: tuple[str, str, float, int]) -> list[TaskDraft]:
    """Tasks one after another: kind, skill, days, and slots to wait after the one before."""
    drafts: list[TaskDraft] = []
    for kind, skill, days, lag in steps:
        after = (After(drafts[-1].kind, lag),) if drafts else ()
        drafts.append(TaskDraft(kind, {skill: 1}, halves(days), after, cutover=kind == "switch"))
    return drafts


def size_days(system: SystemFacts, hundred: float) -> float:
    return hundred * (system.users or 0) / 100


def carry_over(system: SystemFacts) -> list[TaskDraft]:
    return chain(
        ("party_change", "contracts", 0.5, 0),
        ("integration_retest", "integration", 0.5 * (1 + min(system.integrations, 6)), 2 * WEEK),
        ("access_rights", system.skill, 0.5 + min(2.0, size_days(system, 0.3)), 0),
        ("switch", system.skill, 0.5, 2),
    )


def transfer_contract(system: SystemFacts) -> list[TaskDraft]:
    return chain(
        ("supplier_notice", "contracts", 0.5, 0),
        ("consent", "contracts", 0.5, 4 * WEEK),
        ("sign", "contracts", 0.5, 4 * WEEK),
        ("access_rights", system.skill, 0.5 + min(2.0, size_days(system, 0.3)), 0),
        ("switch", system.skill, 0.5, 2),
    )


def split(system: SystemFacts) -> list[TaskDraft]:
    return chain(
        ("scope_data", "privacy_archive", 2, 0),
        ("clone", system.skill, 5, 4 * WEEK),
        ("reintegrate", "integration", 1 + min(system.integrations, 8), 0),
        ("test", system.skill, 2, 0),
        ("switch", system.skill, 1, 2),
        ("purge", "privacy_archive", 1, 2 * WEEK),
    )


def consolidate(system: SystemFacts) -> list[TaskDraft]:
    return chain(
        ("mapping", system.skill, 4, 0),
        ("trial_load", system.skill, 4, 4 * WEEK),
        ("reintegrate", "integration", 1 + min(system.integrations, 8), 0),
        ("training", "training", max(1.0, size_days(system, 2)), 0),
        ("switch", system.skill, 2, 2),
        ("archive", "privacy_archive", 2, 2 * WEEK),
    )


def replace(system: SystemFacts) -> list[TaskDraft]:
    return chain(
        ("tender", "contracts", 10, 0),
        ("implement", system.skill, 20, 16 * WEEK),
        ("migrate", system.skill, 6, 8 * WEEK),
        ("training", "training", max(1.0, size_days(system, 5)), 0),
        ("switch", system.skill, 2, 2),
    )


def retire(system: SystemFacts) -> list[TaskDraft]:
    return chain(
        ("retention_check", "privacy_archive", 0.5, 0),
        ("extract", system.skill, 1, 2 * WEEK),
        ("archive", "privacy_archive", 1, 0),
        ("switch", system.skill, 0.5, 2 * WEEK),
        ("end_contract", "contracts", 0.5, 0),
    )


def transitional(system: SystemFacts) -> list[TaskDraft]:
    return chain(
        ("scope_service", "contracts", 0.5, 0),
        ("agree", "contracts", 1, 4 * WEEK),
        ("access_rights", system.skill, 0.5 + min(2.0, size_days(system, 0.3)), 0),
        ("switch", system.skill, 0.5, 2),
    )


def delay(system: SystemFacts) -> list[TaskDraft]:
    return chain(("risk_review", "contracts", 0.5, 0))


PACKAGES: dict[str, Callable[[SystemFacts], list[TaskDraft]]] = {
    "carry_over": carry_over,
    "transfer_contract": transfer_contract,
    "split": split,
    "consolidate": consolidate,
    "replace": replace,
    "retire": retire,
    "transitional": transitional,
    "delay": delay,
}


def system_tasks(system: SystemFacts) -> list[TaskDraft]:
    """The package of one system under its disposition; personal data adds the controller's
    change.
    """
    drafts = PACKAGES[system.disposition](system)
    if system.personal_data and system.disposition in {"carry_over", "transfer_contract", "split"}:
        drafts.append(
            TaskDraft("controller_change", {"privacy_archive": 1}, 1, (After(drafts[0].kind),))
        )
    if system.clinical and any(draft.kind == "switch" for draft in drafts):
        # National services want to know of a new customer at least three weeks before.
        drafts.append(
            TaskDraft("national_services", {"integration": 1}, 1, (After(drafts[0].kind),))
        )
    return [scaled(draft, system.scale) for draft in drafts]


def organisation_tasks(scale: Mapping[str, float]) -> list[TaskDraft]:
    """What an organisation must do once before its sites: agree, and join the directories."""
    drafts = [
        TaskDraft("kickoff", {"contracts": 1}, 1),
        TaskDraft("agreement", {"contracts": 1}, 2, (After("kickoff", WEEK),)),
        TaskDraft("directory_trust", {"iam": 1}, 4, (After("agreement"),)),
    ]
    return [scaled(draft, scale) for draft in drafts]


TASK_NAMES = {
    "survey": _("Site survey"),
    "order_link": _("Order of the data link"),
    "lan": _("Network built"),
    "firewall": _("Firewall and address plan"),
    "stage": _("Workstations staged"),
    "accounts": _("Accounts, mailboxes, groups"),
    "cards": _("Certificate cards"),
    "deploy": _("Workstations deployed"),
    "printers_phones": _("Printers and phones"),
    "access": _("System access tested"),
    "training": _("Training, key users"),
    "rehearsal": _("Rehearsal"),
    "cutover": _("Cut-over"),
    "hypercare": _("Hypercare"),
    "removal": _("Old environment removed"),
    "party_change": _("Contract party changed"),
    "integration_retest": _("Integrations tested again"),
    "access_rights": _("Access rights"),
    "switch": _("Switch"),
    "supplier_notice": _("Notice to the supplier"),
    "consent": _("Consent of the supplier"),
    "sign": _("Contract signed"),
    "scope_data": _("Data to be split defined"),
    "clone": _("Installation cloned and cleaned"),
    "reintegrate": _("Integrations rebuilt"),
    "test": _("Testing"),
    "purge": _("Copies purged"),
    "mapping": _("Data mapped and cleansed"),
    "trial_load": _("Trial loads"),
    "archive": _("Archiving"),
    "tender": _("Tender"),
    "implement": _("Implementation"),
    "migrate": _("Migration"),
    "retention_check": _("Retention checked"),
    "extract": _("Data extracted"),
    "end_contract": _("Contract ended"),
    "scope_service": _("Service for the transition defined"),
    "agree": _("Transitional agreement signed"),
    "risk_review": _("Risk of the delay reviewed"),
    "controller_change": _("Controller changed"),
    "national_services": _("Notice to the national services"),
    "kickoff": _("Kick-off with the IT management"),
    "agreement": _("Agreement on the work"),
    "directory_trust": _("Trust between directories"),
}
