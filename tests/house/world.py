"""One of everything that an address can name, all of it Aino's organisation A's."""

import io
from datetime import date
from types import SimpleNamespace
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from maali.core.models import Calculation
from maali.decisions.models import Option
from maali.intake.actions import receive
from maali.intake.actions.answering import open_form
from maali.intake.actions.respondents import add_respondent
from maali.intake.links import token_of
from maali.intake.models import Invitation, KeySystem, Message, Question, Round
from maali.inventory.models import (
    BasicDetails,
    Contract,
    DataStore,
    DeviceLot,
    Integration,
    Product,
    Site,
    System,
    Unit,
    UserGroup,
    Vendor,
)
from maali.matching.models import Known, Proposal
from maali.nation.models import Overlap
from maali.plans.models import Freeze, Plan
from maali.reports.models import SentNotice
from maali.transition.actions import start_model
from maali.transition.models import Deviation, Period, Step, Transition


def workbook(*rows: tuple[Any, ...]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Järjestelmät")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def sent_file() -> SimpleUploadedFile:
    titles = ("Järjestelmän nimi", "Toimittaja", "Käyttäjämäärä")
    return SimpleUploadedFile("vastaus.xlsx", workbook(titles, ("Pegasos", "CGI", 40)))


def add_inventory(world: SimpleNamespace) -> None:
    own = {"programme": world.region, "organisation": world.a}
    world.vendor = Vendor.objects.create(name="Tietoevry")
    world.product = Product.objects.create(
        name="Effica", vendor=world.vendor, need="patient records"
    )
    world.site = Site.objects.create(key="site", code="A-001", name="Keskusta", **own)
    world.unit = Unit.objects.create(key="unit", name="Neuvola", site=world.site, **own)
    world.system = System.objects.create(
        key="system", name="Effica", product=world.product, users=120, criticality=1, **own
    )
    world.system.uses.create(organisation=world.a, site=world.site, users=120)
    other = System.objects.create(key="other", name="M2", users=30, **own)
    world.contract = Contract.objects.create(key="contract", title="D/12/2019", **own)
    world.contract.systems.add(world.system)
    world.device = DeviceLot.objects.create(
        key="device", type="PC", site=world.site, count=5, **own
    )
    world.integration = Integration.objects.create(
        key="link",
        from_system=world.system,
        to_system=other,
        from_name="Effica",
        to_name="M2",
        **own,
    )
    world.data_store = DataStore.objects.create(
        key="store", name="Potilastiedot", system=world.system, **own
    )
    world.user_group = UserGroup.objects.create(
        key="group", name="Hoitajat", site=world.site, people=12, **own
    )
    world.basic_details = BasicDetails.objects.create(key="organisation", name="A", **own)


def add_collecting(world: SimpleNamespace, aino: Any) -> None:
    titles = ("Järjestelmän nimi", "Toimittaja", "Käyttäjämäärä")
    content = workbook(titles, ("Effica", "Tietoevry", "noin sata"), ("Titania", "CGI", 12))
    world.upload = receive(world.region, world.a, "tiedot.xlsx", content, by=aino)
    world.upload_row = world.upload.rows.first()
    world.learnt = world.a.learnt_columns.create(target="systems", title="väri", key="notes")
    world.question = Question.objects.create(
        programme=world.region,
        organisation=world.a,
        upload=world.upload,
        code="unreadable_count",
        sheet="Järjestelmät",
        row=2,
        column="C",
    )


def add_asking(world: SimpleNamespace, cecilia: Any) -> None:
    """A round that is open, A's invitation to it, and Maija with a link, to whom a letter went."""
    world.round = Round.objects.create(
        programme=world.region,
        number=1,
        name="Kartoitus 1",
        deadline=date(2022, 3, 14),
        state=Round.State.OPEN,
        asked={"systems": {"system_name": "mandatory", "user_count": "mandatory"}},
    )
    world.invitation = Invitation.objects.create(round=world.round, organisation=world.a)
    world.detailed = Round.objects.create(
        programme=world.region,
        number=2,
        name="Kartoitus 2",
        kind=Round.Kind.DETAILED,
        deadline=date(2022, 4, 29),
    )
    world.key_system = KeySystem.objects.create(
        round=world.detailed, system=world.system, reasons=["critical"]
    )
    world.respondent = add_respondent(
        world.invitation, name="Maija", email="maija@example.org", by=cecilia
    )
    world.token = token_of(world.respondent)
    open_form(world.invitation, by=cecilia)
    world.message = Message.objects.create(
        respondent=world.respondent, kind="request", occasion="request", by="Cecilia"
    )


def add_deciding(world: SimpleNamespace) -> None:
    world.proposal = Proposal.objects.create(
        programme=world.region,
        thing="product",
        left="effica",
        right="effica ytj",
        left_name="Effica",
        right_name="Effica YTJ",
        probability=0.8,
    )
    world.known = Known.objects.create(
        programme=world.region, relation="same_as", left="YTHS Effica", right="Effica", by="Cecilia"
    )
    world.option = Option.objects.create(
        system=world.system,
        organisation=world.a,
        disposition="carry_over",
        weeks=4,
        effort_days=6,
        proposed=True,
    )
    world.plan = Plan.objects.create(
        programme=world.region,
        name="Perus",
        start_day=world.region.start_day,
        made_by="Cecilia",
        objective=10,
        bound=8,
    )
    world.freeze = Freeze.objects.create(
        programme=world.region, name="Joulu", start=date(2022, 12, 22), end=date(2023, 1, 6)
    )
    world.plan.tasks.create(
        organisation=world.a,
        site=world.site,
        kind="deploy",
        start=date(2022, 4, 11),
        end=date(2022, 4, 15),
        period=2,
    )


def add_carrying_out(world: SimpleNamespace, cecilia: Any) -> None:
    model = start_model(world.region, by=cecilia)
    world.transition = Transition.objects.create(
        programme=world.region,
        organisation=world.a,
        site=world.site,
        model=model,
        plan=world.plan,
        cutover=date(2022, 4, 15),
    )
    world.step = Step.objects.create(
        transition=world.transition,
        model_step=model.steps.first(),
        period=2,
        planned_start=date(2022, 4, 11),
        planned_end=date(2022, 4, 12),
        planned_days=1,
    )
    world.deviation = Deviation.objects.create(step=world.step, text="Kaapeli", reported_by="Eeva")
    world.period = Period.objects.create(programme=world.region, number=2)
    world.notice = SentNotice.objects.create(
        programme=world.region,
        organisation=world.a,
        site=world.site,
        moment="month",
        language="fi",
        text="Muutto lähestyy.",
        sent_by="Cecilia",
    )
    world.overlap = Overlap.objects.create(
        need="product:effica", kind="used", regions=["keski-suomi"]
    )


def make_world(region: Any, aino: Any, cecilia: Any) -> SimpleNamespace:
    """Everything, in the small region; Aino has sent the file, Cecilia has asked and planned."""
    world = SimpleNamespace(region=region, a=region.organisations.get(code="A"))
    world.role = aino.roles.get()
    add_inventory(world)
    add_collecting(world, aino)
    add_asking(world, cecilia)
    add_deciding(world)
    add_carrying_out(world, cecilia)
    world.calculation = Calculation.objects.create(
        kind="match", programme_id=region.pk, asked_by="Cecilia", person_id=cecilia.pk
    )
    return world
