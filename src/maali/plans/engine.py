"""Rows of the inventory and the decisions → the planning problem of the whole region."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import holidays
import networkx

from maali.decisions.queries import chosen_options, tiers
from maali.inventory.models import Contract, Integration, Site, System, Use
from maali.inventory.needs import BY_CODE, need_of
from maali.organisations.models import Organisation, Programme
from maali.plans.models import Skill
from maali.plans.packages import (
    WEEK,
    SiteFacts,
    SystemFacts,
    TaskDraft,
    organisation_tasks,
    site_tasks,
    system_tasks,
)
from maali.plans.queries import learnt_factors
from maali_engines.scheduling import Problem
from maali_engines.scheduling.calendar import Calendar
from maali_engines.scheduling.data import (
    Expert,
    Freeze,
    Job,
    Learning,
    Mode,
    MoveGroup,
    Precedence,
    SkillPool,
    Task,
)

# What a miss of the start day costs, by tier: the first tiers dominate the later ones.
TIER_WEIGHT = {1: 8.0, 2: 4.0, 3: 0.0, 4: 0.0}
AFTER_START_DAYS = 550  # what misses the start day still has its place in the plan
CUTOVERS = frozenset({"cutover", "switch"})
SITE_CUTOVERS = frozenset({"cutover"})
AFTER_READY = frozenset({"hypercare", "removal", "purge", "archive", "end_contract"})
HUB = 4  # more hard integrations than this make a system a hub
LEARNING_KINDS = ("lan", "deploy", "accounts", "cutover")
SKILL_OF_NEED = {
    "payroll": Skill.FINANCE_HR,
    "rostering": Skill.FINANCE_HR,
    "hr": Skill.FINANCE_HR,
    "finance": Skill.FINANCE_HR,
    "procurement": Skill.FINANCE_HR,
    "rescue": Skill.RESCUE,
    "identity": Skill.IAM,
    "network": Skill.NETWORK,
    "telephony": Skill.NETWORK,
    "workplace": Skill.WORKSTATIONS,
    "printing": Skill.WORKSTATIONS,
    "case_management": Skill.PRIVACY_ARCHIVE,
    "knowledge": Skill.INTEGRATION,
}
HOLIDAY_COUNTRY = {"FI": "FI", "EN": "GB", "DK": "DK"}


@dataclass
class Setting:
    """A problem with what is needed to turn its answer back into rows."""

    programme: Programme
    calendar: Calendar
    problem: Problem
    jobs: dict[str, Any]
    drafts: dict[str, TaskDraft]
    waits: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    options: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)


def calendar_of(programme: Programme) -> Calendar:
    first = programme.first_period_start
    last = programme.start_day + timedelta(days=AFTER_START_DAYS)
    years = range(first.year, last.year + 1)
    off = holidays.country_holidays(HOLIDAY_COUNTRY.get(programme.country, "FI"), years=years)
    return Calendar(first, last, frozenset(off), programme.period_days)


class Builder:
    """Collects the tasks, jobs and precedences of one programme; `build` makes the problem."""

    def __init__(self, programme: Programme, pilots: Iterable[str], others_from: int) -> None:
        self.programme = programme
        self.calendar = calendar_of(programme)
        self.pilots = frozenset(pilots)
        self.others_from = others_from
        self.ready_by = self.calendar.slot(programme.start_day)
        self.scale = learnt_factors(programme)
        self.tasks: list[Task] = []
        self.jobs: list[Job] = []
        self.precedences: list[Precedence] = []
        self.rows: dict[str, Any] = {}
        self.drafts: dict[str, TaskDraft] = {}
        self.options: dict[str, str] = {}

    def release(self, organisation: Organisation) -> int:
        """Pilots may start at once, others when the first pilots have taught something."""
        if not self.pilots or organisation.code in self.pilots:
            return 0
        periods = self.calendar.period_of_slot
        return next((slot for slot, period in enumerate(periods) if period >= self.others_from), 0)

    def add(self, job: Job, row: Any, drafts: list[TaskDraft], *, release: int = 0) -> None:
        """One job with the tasks of its package; only work at sites and switches waits for
        pilots.
        """
        self.jobs.append(job)
        self.rows[job.id] = row
        for draft in drafts:
            key = f"{job.id}.{draft.kind}"
            self.drafts[key] = draft
            held = draft.kind in {"survey", "switch"}
            self.tasks.append(
                Task(
                    key,
                    job.id,
                    draft.kind,
                    modes_of(draft),
                    release if held else 0,
                    readies=draft.kind not in AFTER_READY,
                )
            )
            for after in draft.after:
                self.precedences.append(
                    Precedence(f"{job.id}.{after.kind}", key, after.least, after.most)
                )

    def add_organisation(self, organisation: Organisation) -> None:
        job = Job(f"o{organisation.pk}", "organisation", str(organisation.pk), weight=0)
        self.add(job, organisation, organisation_tasks(self.scale))

    def add_site(self, site: Site) -> None:
        facts = SiteFacts(
            site.type,
            site.users,
            site.workstations,
            site.printers_phones,
            site.fibre_ready,
            site.organisation.kind == Organisation.Kind.RESCUE_DEPARTMENT,
            self.scale,
        )
        key = f"s{site.pk}"
        job = Job(key, "site", str(site.organisation_id), ready_by=self.ready_by, weight=4.0)
        self.add(job, site, site_tasks(facts), release=self.release(site.organisation))
        self.precedences.append(Precedence(f"o{site.organisation_id}.kickoff", f"{key}.survey"))
        self.precedences.append(
            Precedence(f"o{site.organisation_id}.directory_trust", f"{key}.accounts")
        )

    def add_system(self, system: System, disposition: str, tier: int, around: "Around") -> None:
        due = around.contract_end.get(system.pk)
        key = f"y{system.pk}"
        weight = TIER_WEIGHT[tier] if disposition not in {"delay", "replace"} else 0.0
        job = Job(
            key,
            "system",
            str(system.organisation_id),
            ready_by=self.ready_by if weight else None,
            weight=weight,
            due=self.calendar.slot(due)
            if due and due >= self.programme.first_period_start
            else None,
            due_weight=0.2,
        )
        code = (system.product.need if system.product else "") or need_of(
            system.purpose, system.name
        )
        facts = SystemFacts(
            disposition,
            skill_of(system, code),
            system.users,
            around.integrations.get(system.pk, 0),
            bool(system.personal_data),
            bool(code) and BY_CODE[code].clinical,
            self.scale,
        )
        self.options[key] = disposition
        self.add(job, system, system_tasks(facts), release=self.release(system.organisation))
        if any(draft.kind == "access_rights" for draft in self.package(key)):
            for site in around.sites.get(system.pk, [])[:1]:
                self.precedences.append(Precedence(f"s{site}.accounts", f"{key}.access_rights"))

    def package(self, job: str) -> list[TaskDraft]:
        return [draft for key, draft in self.drafts.items() if key.startswith(f"{job}.")]


def skill_of(system: System, need: str) -> str:
    found = SKILL_OF_NEED.get(need)
    if found:
        return str(found)
    clinical = bool(need) and BY_CODE[need].clinical
    if clinical or system.service_area in {"health", "social", "older"}:
        return str(Skill.PATIENT_CLIENT)
    return str(Skill.INTEGRATION)


def modes_of(draft: TaskDraft) -> tuple[Mode, ...]:
    """The package's own crew first, then the larger ones; a larger crew costs a little to
    arrange.
    """
    first = Mode(draft.slots, dict(draft.skills))
    more = tuple(
        Mode(slots, dict(skills), cost=0.5 * number)
        for number, (skills, slots) in enumerate(draft.crews, start=1)
    )
    return (first, *more)


@dataclass
class Around:
    """What is read once for all systems."""

    contract_end: dict[int, date]
    integrations: dict[int, int]
    sites: dict[int, list[int]]


def around(programme: Programme) -> Around:
    ends: dict[int, date] = {}
    links = Contract.systems.through.objects.filter(
        contract__programme=programme, contract__end__isnull=False
    )
    for system, end in links.values_list("system", "contract__end"):
        if end is not None:
            ends[system] = min(end, ends.get(system, end))
    degree: dict[int, int] = defaultdict(int)
    pairs = Integration.objects.filter(programme=programme).values_list("from_system", "to_system")
    for pair in pairs:
        for end_system in pair:
            if end_system:
                degree[end_system] += 1
    sites: dict[int, list[int]] = defaultdict(list)
    uses = Use.objects.filter(system__programme=programme, site__isnull=False, site__same_as=None)
    for system, site in uses.values_list("system", "site").order_by("-users", "pk"):
        sites[system].append(site)
    return Around(ends, degree, sites)


def move_groups(programme: Programme, tasks: Iterable[Task]) -> tuple[MoveGroup, ...]:
    """Systems bound to one another by hard integrations switch within two weeks of each other.

    A hub (directory, integration engine) binds nobody: all would have to move at once. It stays in
    use beside both environments until its own switch.
    """
    keys = {task.id for task in tasks}
    hard = Integration.objects.filter(programme=programme, binding=Integration.Binding.HARD)
    pairs = hard.filter(from_system__isnull=False, to_system__isnull=False)
    bound = networkx.Graph()
    for one, other in pairs.order_by("pk").values_list("from_system", "to_system"):
        ends = f"y{one}.switch", f"y{other}.switch"
        if one != other and keys.issuperset(ends):
            bound.add_edge(*ends)
    bound.remove_nodes_from([node for node, degree in list(bound.degree) if degree > HUB])
    parts = [sorted(part) for part in networkx.connected_components(bound) if len(part) > 1]
    return tuple(MoveGroup(part[0], frozenset(part), 2 * WEEK) for part in sorted(parts))


def people(programme: Programme, periods: int) -> tuple[tuple[Expert, ...], tuple[SkillPool, ...]]:
    calendar = calendar_of(programme)
    experts, pools = [], []
    for row in programme.experts.order_by("pk"):
        if row.pool:
            count = row.people * row.percent / 100
            pools += [SkillPool(skill, (count,) * periods, row.name) for skill in row.skills]
            continue
        absent = frozenset(
            slot
            for each in row.absences
            for slot in calendar.slots(
                date.fromisoformat(each["from"]), date.fromisoformat(each["to"])
            )
        )
        experts.append(Expert(f"e{row.pk}", frozenset(row.skills), (row.percent,), absent))
    return tuple(experts), tuple(pools)


def freezes_of(programme: Programme, calendar: Calendar) -> tuple[Freeze, ...]:
    return tuple(
        Freeze(row.name, SITE_CUTOVERS, calendar.slots(row.start, row.end))
        for row in programme.freezes.filter(hard=True)
    )


def setting(programme: Programme, *, pilots: Iterable[str] = (), others_from: int = 4) -> Setting:
    """The whole region as one problem: every site and every system with work to do."""
    builder = Builder(programme, pilots, others_from)
    sites = Site.objects.filter(programme=programme, same_as=None).exclude(
        after_start=Site.AfterStart.ENDS
    )
    systems = System.objects.filter(programme=programme).counted()
    systems = systems.select_related("organisation", "product").order_by("pk")
    chosen, tier, near = chosen_options(programme), tiers(programme), around(programme)
    for organisation in Organisation.objects.filter(programme=programme).order_by("pk"):
        builder.add_organisation(organisation)
    for site in sites.select_related("organisation").order_by("pk"):
        builder.add_site(site)
    known = {f"s{site.pk}" for site in sites}
    near.sites = {key: [s for s in found if f"s{s}" in known] for key, found in near.sites.items()}
    for system in systems:
        if system.pk in chosen:
            builder.add_system(system, chosen[system.pk], tier.get(system.pk, 3), near)
    return finished(builder)


def finished(builder: Builder) -> Setting:
    programme, calendar = builder.programme, builder.calendar
    periods = calendar.period_of_slot
    experts, pools = people(programme, periods[-1] + 1)
    problem = Problem(
        period_of_slot=periods,
        jobs=tuple(builder.jobs),
        tasks=tuple(builder.tasks),
        precedences=tuple(builder.precedences),
        experts=experts,
        pools=pools,
        freezes=freezes_of(programme, calendar),
        groups=move_groups(programme, builder.tasks),
        learning=tuple(Learning(kind) for kind in LEARNING_KINDS),
    )
    result = Setting(
        programme, calendar, problem, builder.rows, builder.drafts, options=builder.options
    )
    for each in builder.precedences:
        result.waits[each.after].append(each.before)
    return result
