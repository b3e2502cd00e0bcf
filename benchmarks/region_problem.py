"""A generated region as a planning problem: sites and systems with the field's task lists.

Seeded and synthetic. At scale 1: 22 municipalities, 350 sites, 1,000 systems, 60 experts and some
10,000 tasks over twenty two-week periods (and as many again for what misses the day).
"""

import random

from maali_engines.scheduling.data import (
    Expert,
    Freeze,
    Job,
    Learning,
    Mode,
    PeriodLimit,
    Pilots,
    Precedence,
    Problem,
    SkillPool,
    Task,
)

PERIOD, PERIODS = 20, 20
DAY = PERIOD * PERIODS
HORIZON = 2 * DAY
SHARED = {
    "network": "on_site",
    "workstations": "on_site",
    "iam": "network",
    "integration": "systems",
    "systems": "integration",
    "contracts": "privacy",
    "privacy": "contracts",
    "training": "on_site",
    "on_site": "workstations",
}


class Maker:
    """Collects jobs, tasks and rules with one random stream."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.jobs: list[Job] = []
        self.tasks: list[Task] = []
        self.rules: list[Precedence] = []

    def task(self, job: str, kind: str, modes: tuple[Mode, ...], *, readies: bool = True) -> str:
        name = f"{job} {kind}"
        self.tasks.append(Task(name, job, kind, modes, readies=readies))
        return name

    def work(self, job: str, kind: str, skill: str, low: int, high: int) -> str:
        return self.task(job, kind, (Mode(self.rng.randint(low, high), {skill: 1}),))

    def after(self, before: str, after: str, least: int = 0, most: int | None = None) -> None:
        self.rules.append(Precedence(before, after, least, most))

    def town(self, town: str) -> dict[str, str]:
        self.jobs.append(Job(town, "organisation", town, ready_by=DAY, weight=0))
        agreement = self.work(town, "agreement", "contracts", 2, 6)
        trust = self.work(town, "trust", "iam", 2, 4)
        self.after(agreement, trust)
        return {"agreement": agreement, "trust": trust}

    def site(self, name: str, town: str, base: dict[str, str]) -> str:
        users = max(3, int(self.rng.lognormvariate(2.8, 1.0)))
        tier = 20.0 if users > 60 else 8.0
        quiet = (
            frozenset(s for s in range(HORIZON) if s % 10 in (0, 1)) if users > 60 else frozenset()
        )
        closed = frozenset({"cutover"})
        self.jobs.append(Job(name, "site", town, DAY, tier, closed=quiet, closed_kinds=closed))
        big = users > 60
        survey = self.work(name, "survey", "network", 1, 1)
        order = self.work(name, "order_link", "network", 1, 1)
        lan = self.work(name, "lan", "network", 2, 6 if big else 3)
        firewall = self.work(name, "firewall", "network", 1, 2)
        stage = self.work(name, "stage", "workstations", 1, 2)
        accounts = self.work(name, "accounts", "iam", 1, 1 + users // 40)
        cards = self.work(name, "cards", "iam", 1, 1 + users // 80)
        length = max(1, users // 5)
        crews = (Mode(length, {"workstations": 1}), Mode(-(-length // 2), {"workstations": 2}))
        deploy = self.task(name, "deploy", crews if big else crews[:1])
        printers = self.work(name, "printers", "on_site", 1, 2)
        test = self.work(name, "test", "systems", 1, 2)
        training = self.work(name, "training", "training", 1, 1 + users // 30)
        cutover = self.task(name, "cutover", (Mode(1, {"on_site": 2 if big else 1, "network": 1}),))
        support = self.task(
            name, "hypercare", (Mode(10, {"on_site": 1} if big else {}),), readies=False
        )
        remove = self.task(name, "remove", (Mode(1, {"on_site": 1}),), readies=False)
        self.after(base["agreement"], survey)
        self.after(base["trust"], accounts)
        self.after(survey, order)
        self.after(order, lan, self.rng.randint(20, 100))
        self.after(survey, firewall, 20)
        self.after(survey, stage, 60)
        for one in (lan, firewall, stage, accounts):
            self.after(one, deploy)
        self.after(accounts, cards, 20)
        self.after(lan, printers)
        for one in (deploy, printers, cards):
            self.after(one, test)
        self.after(accounts, training)
        self.after(training, cutover)
        self.after(test, cutover, 0, 40)
        self.after(cutover, support, 0, 2)
        self.after(support, remove, 20)
        return cutover

    def system(self, name: str, town: str, base: dict[str, str], cutovers: list[str]) -> str:
        draw = self.rng.random()
        size = 3 if draw < 0.1 else 2 if draw < 0.4 else 1
        due = int(self.rng.uniform(0.5, 1.0) * DAY) if self.rng.random() < 0.4 else None
        weight = {1: 1.0, 2: 4.0, 3: 10.0}[size]
        self.jobs.append(Job(name, "system", town, DAY, weight, due, weight))
        contract = self.work(name, "contract", "contracts", 1, size)
        move = self.task(name, "migrate", self.options(size))
        cutover = self.work(name, "system_cutover", "systems", 1, 2)
        self.after(base["agreement"], contract)
        self.after(contract, move, 10)
        if size > 1:
            link = self.work(name, "integrate", "integration", 1, 3 * size)
            test = self.work(name, "system_test", "systems", 1, 2 * size)
            privacy = self.work(name, "privacy", "privacy", 1, size)
            self.after(contract, privacy)
            self.after(privacy, cutover)
            self.after(contract, link, 10)
            self.after(move, test)
            self.after(link, test)
            self.after(test, cutover, 0, 60)
        else:
            self.after(move, cutover, 0, 60)
        if cutovers and self.rng.random() < 0.3:
            self.after(self.rng.choice(cutovers), cutover)
        return cutover

    def options(self, size: int) -> tuple[Mode, ...]:
        length = self.rng.randint(2, 4 * size)
        carry = Mode(length, {"systems": 1}, "carry_over", self.rng.uniform(5, 15))
        if self.rng.random() < 0.4:
            return (carry,)
        more = max(1, round(length * self.rng.uniform(1.2, 1.8)))
        joined = Mode(more, {"integration": 1}, "consolidate", self.rng.uniform(1, 8))
        bought = Mode(max(1, length // 2), {"systems": 1}, "replace", self.rng.uniform(10, 30), 1.0)
        return carry, joined, bought


def region_problem(scale: float = 1.0, seed: int = 1, load: float = 0.7) -> Problem:
    """`load`: share of the experts' time up to the start day that the work takes, skill by
    skill."""
    maker = Maker(seed)
    towns = [f"town {n}" for n in range(max(2, round(22 * scale)))]
    base = {town: maker.town(town) for town in towns}
    sites = [(f"site {n}", maker.rng.choice(towns)) for n in range(max(4, round(350 * scale)))]
    cutovers = [maker.site(name, town, base[town]) for name, town in sites]
    done: list[str] = []
    for n in range(max(6, round(1000 * scale))):
        town = maker.rng.choice(towns)
        last = maker.system(f"system {n}", town, base[town], cutovers)
        if done and maker.rng.random() < 0.3:
            maker.after(maker.rng.choice(done), last)
        done.append(last)
    pilots = frozenset(cutovers[:2])
    others = frozenset(cutovers[2:])
    frozen = frozenset(range(7 * PERIOD, 9 * PERIOD)) | frozenset(range(DAY, DAY + PERIOD))
    return Problem(
        period_of_slot=tuple(slot // PERIOD for slot in range(HORIZON)),
        jobs=tuple(maker.jobs),
        tasks=tuple(maker.tasks),
        precedences=tuple(maker.rules),
        experts=experts(maker, load),
        pools=(SkillPool("training", (1.5,)),),
        freezes=(Freeze("holidays", frozenset({"cutover", "system_cutover"}), frozen),),
        pilots=(Pilots(pilots, others, 10),),
        limits=tuple(PeriodLimit(frozenset({"cutover"}), 6, town) for town in towns),
        learning=tuple(Learning(kind) for kind in ("lan", "deploy", "accounts")),
    )


def experts(maker: Maker, load: float) -> tuple[Expert, ...]:
    """As many of each skill as the work asks for, some with a second skill, all with holidays."""
    work = dict.fromkeys(SHARED, 0.0)
    for task in maker.tasks:
        mode = task.modes[0]
        for skill, persons in mode.demand.items():
            work[skill] += mode.duration * persons
    found = []
    for skill, slots in work.items():
        for n in range(max(2, round(slots / load / (DAY - 2 * PERIOD)))):
            skills = {skill} | ({SHARED[skill]} if maker.rng.random() < 0.3 else set())
            first = maker.rng.randint(7 * PERIOD, 8 * PERIOD)
            percent = maker.rng.choice([100, 100, 100, 80, 50])
            away = frozenset(range(first, first + PERIOD))
            found.append(Expert(f"{skill} {n}", frozenset(skills), (percent,), away))
    return tuple(found)
