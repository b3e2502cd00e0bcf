"""The front page of a programme: each step of the journey with its state and its numbers.

Everything is counted from what the person may see; a contact's river is that of their organisation.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maali.core.navigation import JOURNEY
from maali.decisions import queries as decisions
from maali.intake import queries as intake
from maali.intake.engine.board import board, glance
from maali.intake.models import Invitation, Round, Upload
from maali.intake.rounds_in_words import days_in_words
from maali.inventory.models import Contract, Site, System
from maali.matching.models import Proposal
from maali.matching.queries import queue as matching
from maali.organisations.models import Organisation, Programme
from maali.organisations.queries import Sight
from maali.plans.models import PlannedTask
from maali.plans.queries import newest_plan
from maali.reports.models import SentNotice
from maali.transition import queries as transition

FILES = "intake:upload_list"


@dataclass(frozen=True)
class Seen:
    """Who looks at what."""

    person: Any
    programme: Programme
    sight: Sight

    @property
    def today(self) -> date:
        return self.programme.today or timezone.localdate()

    @property
    def days_left(self) -> int:
        return (self.programme.start_day - self.today).days

    def rows(self, model: Any) -> Any:
        return model.objects.visible_to(self.person).filter(programme=self.programme)

    def href(self, name: str, query: str = "") -> str:
        return reverse(name, args=[self.programme.code]) + query


@dataclass(frozen=True)
class Landing:
    """One step on the front page: a tone, a sentence on its state, and its numbers by name."""

    tone: str
    state: str
    numbers: list[tuple[str, Any]] = field(default_factory=list)


def collect(seen: Seen) -> Landing:
    """The round that is open, or, where there is none, the files that have come."""
    found = Round.objects.filter(programme=seen.programme, state=Round.State.OPEN).last()
    return collect_round(seen, found) if found else collect_files(seen)


def collect_round(seen: Seen, found: Round) -> Landing:
    at = glance(board(seen.person, found))
    days = (found.deadline - seen.today).days
    numbers: list[tuple[str, Any]] = [
        (_("complete or accepted"), f"{at.done} / {at.all}"),
        (_("mandatory cells answered"), f"{at.percent} %"),
        (_("open questions"), at.questions),
        (_("deadline of the round"), days_in_words(days)),
    ]
    if at.late:
        words = ngettext("%(n)s answer is late", "%(n)s answers are late", at.late)
        return Landing("risk", words % {"n": at.late}, numbers)
    if at.all and at.states["accepted"] == at.all:
        return Landing("ok", _("Every answer is accepted"), numbers)
    waiting = at.states["complete"] if seen.sight.plans else 0
    if waiting:
        words = ngettext(
            "%(n)s answer waits to be accepted", "%(n)s answers wait to be accepted", waiting
        )
        return Landing("person", words % {"n": waiting}, numbers)
    return Landing("going", _("Answers are coming in"), numbers)


def collect_files(seen: Seen) -> Landing:
    states = intake.count_states(intake.board(seen.person, seen.programme))
    asked = sum(states.values())
    accepted = states.get(Upload.State.ACCEPTED, 0)
    numbers = [
        (_("organisations answered"), f"{asked - states.get('', 0)} / {asked}"),
        (_("accepted"), accepted),
        (_("open questions"), intake.questions(seen.person, seen.programme).open().count()),
    ]
    if not asked or states.get("", 0) == asked:
        return Landing("idle", _("No answers yet"), numbers)
    if accepted == asked:
        return Landing("ok", _("Every answer is accepted"), numbers)
    waiting = states.get(Upload.State.NEEDS_PERSON, 0)
    if waiting:
        words = ngettext(
            "%(n)s answer waits for a person", "%(n)s answers wait for a person", waiting
        )
        return Landing("person", words % {"n": waiting}, numbers)
    return Landing("going", _("Answers are coming in"), numbers)


def inventory(seen: Seen) -> Landing:
    systems = seen.rows(System).counted()
    sites = seen.rows(Site).filter(same_as=None)
    unknown = systems.filter(Q(users=None) | Q(criticality=None)).count()
    count = systems.count()
    numbers = [
        (_("systems"), count),
        (_("sites"), sites.count()),
        (_("users at sites"), sites.aggregate(n=Sum("users"))["n"] or 0),
        (_("contracts"), seen.rows(Contract).count()),
    ]
    if not count:
        return Landing("idle", _("Nothing in the inventory yet"), numbers)
    if unknown:
        words = ngettext(
            "%(n)s system lacks its users or criticality",
            "%(n)s systems lack their users or criticality",
            unknown,
        )
        return Landing("person", words % {"n": unknown}, numbers)
    return Landing("ok", _("Every system has its users and criticality"), numbers)


def match(seen: Seen) -> Landing:
    at = matching.progress(seen.person, seen.programme)
    waiting, joined = at.open, seen.rows(Proposal).filter(state=Proposal.State.JOINED)
    numbers = [
        (_("waiting proposals"), waiting),
        (_("joined automatically"), joined.count()),
        (_("answered by people"), at.answered),
    ]
    if not matching.last_runs(seen.person, seen.programme):
        return Landing("idle", _("Not matched yet"), numbers)
    if waiting:
        words = ngettext("%(n)s question to answer", "%(n)s questions to answer", waiting)
        return Landing("person", words % {"n": waiting}, numbers)
    return Landing("ok", _("No open proposals"), numbers)


def decide(seen: Seen) -> Landing:
    summary = decisions.summary(seen.person, seen.programme)
    first = summary["tiers"][0]
    numbers = [
        (_("systems decided"), f"{summary['decided']} / {summary['systems']}"),
        (_("by people"), summary["by_person"]),
        (_("must work at 00:00"), f"{first['decided']} / {first['systems']}"),
    ]
    if not summary["decided"]:
        return Landing("idle", _("Nothing decided yet"), numbers)
    if summary["decided"] < summary["systems"]:
        return Landing("person", _("Systems wait for a decision"), numbers)
    return Landing("ok", _("Every system has a decision"), numbers)


def plan(seen: Seen) -> Landing:
    found = newest_plan(seen.programme)
    numbers: list[tuple[str, Any]] = [(_("days to the start day"), seen.days_left)]
    if found is None:
        return Landing("idle", _("No plan yet"), numbers)
    tasks = PlannedTask.objects.visible_to(seen.person).filter(plan=found)
    last = tasks.aggregate(n=Max("period"))["n"]
    gap = "–" if found.gap_percent is None else f"{number_format(found.gap_percent, 1)} %"
    numbers += [
        (_("gap to the proven bound"), gap),
        (_("not ready by the start day"), len(found.misses)),
        (_("last period in use"), last or "–"),
    ]
    if found.state != found.State.IN_FORCE:
        return Landing("person", _("A draft waits to be put in force"), numbers)
    if found.misses:
        return Landing("risk", _("In force; not everything fits"), numbers)
    return Landing("ok", _("A plan is in force"), numbers)


def carry_out(seen: Seen) -> Landing:
    summary = transition.summary(seen.person, seen.programme)
    numbers = [
        (_("steps done"), f"{summary['steps_done']} / {summary['steps']}"),
        (_("sites moved"), f"{summary['moved']} / {summary['transitions']}"),
        (_("open deviations"), summary["deviations"]),
    ]
    if not summary["transitions"]:
        return Landing("idle", _("No transition has been opened"), numbers)
    late = transition.late_steps(
        seen.person, seen.programme, transition.current_period(seen.programme)
    ).count()
    if late:
        words = ngettext("%(n)s step is late", "%(n)s steps are late", late)
        return Landing("risk", words % {"n": late}, numbers)
    if summary["steps_done"] == summary["steps"]:
        return Landing("ok", _("Every opened step is done"), numbers)
    return Landing("going", _("Moves are going on"), numbers)


def report(seen: Seen) -> Landing:
    sent = seen.rows(SentNotice)
    count, read = sent.count(), sent.filter(read_at__isnull=False).count()
    numbers = [(_("notices sent"), count), (_("read at the site"), read)]
    if not count:
        return Landing("idle", _("Reports can be read; no notice sent"), numbers)
    return Landing("ok" if read == count else "going", _("Notices are going out"), numbers)


def nation(seen: Seen) -> Landing:
    regions = Programme.objects.count()
    return Landing("going", _("The same figures from every region"), [(_("regions"), regions)])


LANDINGS: dict[str, Callable[[Seen], Landing]] = {
    "intake": collect,
    "inventory": inventory,
    "matching": match,
    "decisions": decide,
    "plans": plan,
    "transition": carry_out,
    "reports": report,
    "nation": nation,
}


@dataclass(frozen=True)
class Stretch:
    """One step of the river as shown: its number, title and address, and how it stands."""

    number: int
    title: Any
    href: str
    landing: Landing


def river(seen: Seen, sees_nation: bool) -> list[Stretch]:
    stretches = []
    for number, step in enumerate(JOURNEY, start=1):
        if step.part == "nation" and not sees_nation:
            continue
        name = step.pages[0].url
        href = reverse(name) if step.part == "nation" else seen.href(name)
        stretches.append(Stretch(number, step.title, href, LANDINGS[step.part](seen)))
    return stretches


@dataclass(frozen=True)
class Waiting:
    """Something that waits for this very person: how many, what, and where to do it."""

    count: int
    text: str
    href: str


def waits_for(seen: Seen) -> list[Waiting]:
    """What this person, by their role, is waited for to do; what waits for nobody is left out."""
    found: list[Waiting] = []
    if seen.sight.plans or seen.sight.organisation_ids:
        found += told(seen)
    if seen.sight.plans:
        found += planned(seen)
    if seen.sight.carries_out:
        found += moved(seen)
    found += notices(seen)
    return [each for each in found if each.count]


def told(seen: Seen) -> list[Waiting]:
    own = Q() if seen.sight.plans else Q(organisation__in=seen.sight.organisation_ids)
    uploads = intake.uploads(seen.person, seen.programme).filter(own)
    questions = intake.questions(seen.person, seen.programme).open().filter(own)
    unsent = [
        each
        for each in intake.board(seen.person, seen.programme)
        if not each.state
        and not each.through
        and each.organisation.pk in seen.sight.organisation_ids
    ]
    return [
        *answers_awaited(seen),
        Waiting(len(unsent), _("Send the filled workbook of your organisation"), seen.href(FILES)),
        Waiting(
            uploads.filter(state=Upload.State.NEEDS_PERSON).count(),
            _("Files in which something must be put right"),
            seen.href(FILES),
        ),
        Waiting(
            uploads.filter(state=Upload.State.READ).count(),
            _("Files that are read and wait to be accepted"),
            seen.href(FILES),
        ),
        Waiting(
            questions.count(), _("Questions about what was told"), seen.href("intake:question_list")
        ),
    ]


def answers_awaited(seen: Seen) -> list[Waiting]:
    """For contacts the answers that they have not called complete, for planners those to accept."""
    invited = Invitation.objects.visible_to(seen.person).filter(
        round__programme=seen.programme, round__state=Round.State.OPEN, accepted_at=None
    )
    own = invited.filter(organisation__in=seen.sight.organisation_ids, complete_at=None)
    told = invited.filter(complete_at__isnull=False) if seen.sight.plans else invited.none()
    return [
        Waiting(own.count(), _("Answers to complete"), seen.href("intake:board")),
        Waiting(told.count(), _("Answers to accept"), seen.href("intake:board", "?state=complete")),
    ]


def planned(seen: Seen) -> list[Waiting]:
    proposals = matching.progress(seen.person, seen.programme).open
    undecided = decisions.systems_to_decide(seen.person, seen.programme, {"state": "open"})
    drafts = seen.programme.plans.filter(state="draft").count()
    in_force = seen.programme.plans.filter(state="in_force").exists()
    return [
        Waiting(proposals, _("One and the same, or two?"), seen.href("matching:queue")),
        Waiting(
            undecided.count(),
            _("Systems without a decision"),
            seen.href("decisions:decision_list", "?state=open"),
        ),
        Waiting(
            0 if in_force else drafts,
            _("Plans that could be put in force"),
            seen.href("plans:plan_list"),
        ),
    ]


def moved(seen: Seen) -> list[Waiting]:
    number = transition.current_period(seen.programme)
    late = transition.late_steps(seen.person, seen.programme, number).count()
    return [
        Waiting(
            late, _("Steps of earlier periods that are not done"), seen.href("transition:board")
        )
    ]


def notices(seen: Seen) -> list[Waiting]:
    if not seen.sight.organisation_ids:
        return []
    unread = seen.rows(SentNotice).filter(
        read_at__isnull=True, organisation__in=seen.sight.organisation_ids
    )
    return [
        Waiting(
            unread.count(),
            _("Notices that nobody has marked as read"),
            seen.href("reports:report_list"),
        )
    ]


def moved_by_municipality(seen: Seen) -> dict[int, tuple[int, int]]:
    """Municipality → (sites moved, sites), of the sites that this person sees."""
    rows = (
        seen.rows(Site)
        .filter(same_as=None, municipality__isnull=False)
        .order_by()
        .values_list("municipality")
        .annotate(
            moved=Count(
                "pk", filter=Q(transitions__state__in=["moved", "finished"]), distinct=True
            ),
            sites=Count("pk", distinct=True),
        )
    )
    return {key: (moved, sites) for key, moved, sites in rows}


def answered_by_municipality(seen: Seen) -> dict[int, tuple[int, int]]:
    """Municipality → (organisations whose answer is accepted, organisations asked)."""
    found: dict[int, tuple[int, int]] = {}
    for line in intake.board(seen.person, seen.programme):
        key = line.organisation.municipality_id
        if key is None or line.organisation.part != Organisation.Part.GIVER:
            continue
        done, asked = found.get(key, (0, 0))
        found[key] = (done + (line.state == Upload.State.ACCEPTED), asked + 1)
    return found
