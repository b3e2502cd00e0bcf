"""Rows → the planning problem, and the engine's answer → rows of a plan."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import holidays

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
from maali.plans.queries import fingerprint, learnt_factors
from maali_engines.risk import Risk
from maali_engines.scheduling import Answer, Problem
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
LEARNING_KINDS = ("lan", "deploy", "accounts", "cutover")
SKILL_OF_NEED = {
    "payroll": Skill.FINANCE_HR, "rostering": Skill.FINANCE_HR, "hr": Skill.FINANCE_HR,
    "finance": Skill.FINANCE_HR, "procurement": Skill.FINANCE_HR, "rescue": Skill.RESCUE,
    "identity": Skill.IAM, "network": Skill.NETWORK, "telephony": Skill.NETWORK,
    "workplace": Skill.WORKSTATIONS, "printing": Skill.WORKSTATIONS,
    "case_management": Skill.PRIVACY_ARCHIVE, "knowledge": Skill.INTEGRATION,
}  # fmt: skip
HOLIDAY_COUNTRY = {"FI": "FI", "EN": "GB", "DK": "DK"}


@dataclass
class Planned:
    """An answer as rows for the plan's tables."""

    fingerprint: dict[str, str]
    objective: float
    bound: float
    seconds: float
    broken: list[dict[str, Any]]
    misses: list[dict[str, Any]]
    load: dict[str, dict[str, list[float]]]
    risk: dict[str, Any]
    tasks: list[dict[str, Any]]


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
        """One job with the tasks of its package; only work at sites and switches waits for pilots."""
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
                self.precedences.append(Precedence(f"{job.id}.{after.kind}", key, after.least, after.most))

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
        self.precedences.append(Precedence(f"o{site.organisation_id}.directory_trust", f"{key}.accounts"))

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
            due=self.calendar.slot(due) if due and due >= self.programme.first_period_start else None,
            due_weight=0.2,
        )
        code = (system.product.need if system.product else "") or need_of(system.purpose, system.name)
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
    """The package's own crew first, then the larger ones; a larger crew costs a little to arrange."""
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
    """Systems bound by hard integrations switch within two weeks of one another."""
    keys = {task.id for task in tasks}
    pairs = Integration.objects.filter(
        programme=programme, binding=Integration.Binding.HARD, from_system__isnull=False, to_system__isnull=False
    ).values_list("from_system", "to_system")  # fmt: skip
    found = {}
    for one, other in pairs:
        ends = frozenset({f"y{one}.switch", f"y{other}.switch"})
        if len(ends) == 2 and ends <= keys:
            found[ends] = MoveGroup("+".join(sorted(ends)), ends, 2 * WEEK)
    return tuple(found[key] for key in sorted(found, key=sorted))


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
            for slot in calendar.slots(date.fromisoformat(each["from"]), date.fromisoformat(each["to"]))
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
    result = Setting(programme, calendar, problem, builder.rows, builder.drafts, options=builder.options)
    for each in builder.precedences:
        result.waits[each.after].append(each.before)
    return result


def planned(made: Setting, answer: Answer, risk: Risk | None, seconds: float) -> Planned:
    """The engine's answer as rows; every day, period and name is worked out here once."""
    made.names = names_of_assigned(made, answer)
    return Planned(
        fingerprint=fingerprint(made.programme),
        objective=answer.objective,
        bound=answer.bound,
        seconds=seconds,
        broken=[{"rule": each.rule, "who": list(each.who), "slot": each.slot} for each in answer.broken],
        misses=misses(made, answer),
        load=load(made, answer),
        risk=risk_rows(made, risk) if risk else {},
        tasks=[task_row(made, answer, task) for task in made.problem.tasks],
    )


def names_of_assigned(made: Setting, answer: Answer) -> dict[str, list[str]]:
    names = {f"e{row.pk}": row.name for row in made.programme.experts.all()}
    found: dict[str, list[str]] = defaultdict(list)
    for each in answer.assignments:
        name = names.get(each.who, each.who)
        if name not in found[each.task]:
            found[each.task].append(name)
    return found


def task_row(made: Setting, answer: Answer, task: Task) -> dict[str, Any]:
    row = made.jobs[task.job]
    start = answer.starts.get(task.id)
    placed: dict[str, Any] = {"start": None, "end": None, "period": None}
    mode = task.modes[answer.modes.get(task.id, 0)]
    duration = answer.plan.durations.get(task.id, mode.duration)
    if start is not None:
        calendar = made.calendar
        placed = {
            "start": calendar.day(start),
            "end": calendar.last_day(start, duration),
            "period": calendar.period(calendar.day(start)) + 1,
        }
    is_organisation = isinstance(row, Organisation)
    return {
        "organisation_id": row.pk if is_organisation else row.organisation_id,
        "municipality_id": getattr(row, "municipality_id", None),
        "site": row if isinstance(row, Site) else None,
        "system": row if isinstance(row, System) else None,
        "kind": task.kind,
        "option": made.options.get(task.job, ""),
        "skills": dict(mode.demand),
        "effort_days": duration * sum(mode.demand.values()) / 2,
        "experts": made.names.get(task.id, []),
        "after": [key.rpartition(".")[2] for key in made.waits.get(task.id, [])],
        **placed,
    }


def misses(made: Setting, answer: Answer) -> list[dict[str, Any]]:
    """What is not ready by its day or has no place, with the day it would be ready."""
    found = []
    last: dict[str, int] = defaultdict(int)
    for task in made.problem.tasks:
        if task.readies and task.id in answer.starts:
            last[task.job] = max(last[task.job], answer.plan.end(task.id))
    for job in made.problem.jobs:
        if job.ready_by is not None and job.weight and last[job.id] > job.ready_by:
            day = made.calendar.day(last[job.id] - 1)
            found.append({"code": "after_start_day", "job": str(made.jobs[job.id]), "day": day.isoformat()})
    for task_id, reason in answer.not_placed.items():
        job_id = task_id.rpartition(".")[0]
        found.append({"code": "not_placed", "job": str(made.jobs[job_id]), "why": reason.code})
    return found


def load(made: Setting, answer: Answer) -> dict[str, dict[str, list[float]]]:
    """Skill → person-days of work and of capacity in each period up to the start day."""
    calendar = made.calendar
    periods = calendar.period(made.programme.start_day) + 1
    work: dict[str, list[float]] = defaultdict(lambda: [0.0] * periods)
    for task in made.problem.tasks:
        start = answer.starts.get(task.id)
        if start is None:
            continue
        mode = task.modes[answer.modes[task.id]]
        for slot in range(start, answer.plan.end(task.id)):
            period = calendar.period_of_slot[min(slot, calendar.horizon - 1)]
            for skill, persons in mode.demand.items():
                if period < periods:
                    work[skill][period] += persons / 2
    return {
        skill: {"load": [round(each, 1) for each in work[skill]], "capacity": capacity(made, skill, periods)}
        for skill in made.problem.skills
    }


def capacity(made: Setting, skill: str, periods: int) -> list[float]:
    slots = Counter(made.calendar.period_of_slot)
    found = [0.0] * periods
    for period in range(periods):
        for pool in made.problem.pools:
            if pool.skill == skill:
                found[period] += pool.people[min(period, len(pool.people) - 1)] * slots[period] / 2
        for expert in made.problem.experts:
            if skill in expert.skills:
                share = expert.percent[min(period, len(expert.percent) - 1)]
                found[period] += share / 100 * slots[period] / 2
    return [round(each, 1) for each in found]


def risk_rows(made: Setting, risk: Risk) -> dict[str, Any]:
    """The simulated plays with days for slots and keys of rows for job ids."""

    def day(slot: float) -> str:
        return made.calendar.day(max(0, round(slot) - 1)).isoformat()

    sites, systems = {}, {}
    for job, finish in risk.jobs.items():
        row = made.jobs[job]
        if isinstance(row, Organisation):
            continue
        causes = [
            {"kind": cause.kind, "name": cause.name.rpartition(".")[2], "share": round(cause.share, 2)}
            for cause in risk.causes.get(job, ())
        ]
        target = sites if isinstance(row, Site) else systems
        target[str(row.pk)] = {
            "on_time": None if finish.chance is None else round(finish.chance, 3),
            "p50": day(finish.p50),
            "p80": day(finish.p80),
            "causes": causes,
        }
    return {
        "plays": risk.plays,
        "all_on_time": risk.whole.chance,
        "p50": day(risk.whole.p50),
        "p80": day(risk.whole.p80),
        "sites": sites,
        "systems": systems,
        "organisations": {
            key: {"p50": day(finish.p50), "p80": day(finish.p80), "on_time": finish.chance}
            for key, finish in risk.municipalities.items()
        },
    }
