"""Two people at the same organisation at once: a thousand schedules drawn at random.

Each of two threads, on a connection of its own, does three things in an order drawn from a seed:
accept the file, take it back, correct a value, mend a cell, leave out a row, answer a question,
settle a contradiction, take an answer back. Both hold what they loaded before either began, as two
open pages do. Afterwards the database is looked through: every value is the one that its holding
statement says, whatever was told somebody as done is there, and what was refused was refused with
a sentence.
"""

import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.collecting import ground
from benchmarks.collecting.figures import Figure, Options, missing

if TYPE_CHECKING:
    from maali.intake.models import Question, Upload, UploadRow
    from maali.inventory.models import System
    from maali.organisations.models import Organisation, Programme
    from maali_engines.sheets.data import Workbook

FULL, SMALL = 1000, 60
GOAL = "no lost update, no duplicate, no lock before a person"
TITLES = ["Järjestelmän nimi", "Toimittaja", "Käyttäjämäärä", "Sopimus", "Sopimus päättyy"]
FIRST: list[list[Any]] = [
    ["Effica", "Tieto", 120, "D/1", "31.12.2023"],
    ["Pegasos", "CGI", "paljon", "D/2", ""],
]
LATER = [["Effica", "Tieto", 130, "D/1", "31.12.2024"], ["Titania", "CGI", 9, "D/3", "2022"]]
# What one person does at a time, and what the audit calls it.
VERBS = {
    "accept": "accepted a file",
    "take_back": "took back a file",
    "correct": "corrected a value",
    "mend": "mended a cell",
    "leave_out": "left out a row",
    "answer": "answered a question",
    "settle": "answered a question",
    "take_back_answer": "took back an answer",
    "unsettle": "took back an answer",
}
TURNS = (*VERBS, "correct", "mend")


@dataclass
class Scene:
    """What both see when they begin."""

    upload: "Upload"
    row: "UploadRow"
    system: "System"
    question: "Question"
    contradiction: "Question"


@dataclass
class Account:
    """What one person was told: done, or refused with a sentence; and what should not happen."""

    done: list[tuple[str, str]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def measure(options: Options) -> list[Figure]:
    times = options.of_size(FULL, SMALL)
    found: list[Figure] = []
    for kind in options.databases:
        name = f"two people at once, {times} random interleavings, {kind}"
        if why := ground.why_not(kind):
            found.append(missing(name, GOAL, why))
            continue
        with ground.database(kind) as (url, folder):
            found += ground.apart(meet_often, url, folder, times, name, options.seeds[0])
    return found


def meet_often(times: int, name: str, seed: int) -> list[Figure]:
    sys.setswitchinterval(0.0005)
    programme, organisations = ground.region(times)
    faults: list[str] = []
    done: Counter[str] = Counter()
    refused = 0
    for number, sender in enumerate(organisations):
        prepare(programme, sender)
        before = counted(sender)
        accounts = meet(sender, random.Random(f"{seed} {number}"))
        found = [fault for each in accounts for fault in each.faults]
        found += wrong(sender, accounts, before)
        faults += [f"{number}: {fault}" for fault in found]
        done.update(what for each in accounts for what, _text in each.done)
        refused += sum(sum(each.refused.values()) for each in accounts)
    said = ", ".join(f"{count} {what}" for what, count in sorted(done.items()))
    return [
        Figure(
            name,
            GOAL,
            f"{len(faults)} faults {faults[:4] or ''} ({said}; {refused} refused with a sentence)",
            not faults,
        )
    ]


def prepare(programme: "Programme", sender: "Organisation") -> None:
    """A file accepted, a workbook that came back and contradicts what is known, a file to accept.

    One question has been answered, so that there is an answer to take back.
    """
    from maali.intake.actions import accept, answer_question, receive
    from maali.intake.models import Question
    from maali.inventory.actions import correct
    from maali.inventory.models import System

    accept(receive(programme, sender, "a_2022-03-01.xlsx", book(FIRST), by="Aino"), by="Aino")
    given = handed(programme, sender)
    effica = System.objects.get(organisation=sender, name="Effica")
    correct(effica, "users", 150, by="Aino", reason="laskettu")
    accept(receive(programme, sender, "K_maali.xlsx", given, by="Bertil"), by="Bertil")
    receive(programme, sender, "b_2022-04-01.xlsx", book(LATER), by="Aino")
    answer_question(simple_question(Question.objects.filter(organisation=sender)), "?", by="Aino")


def handed(programme: "Programme", sender: "Organisation") -> bytes:
    """The workbook of a round as it comes back, with another number of users."""
    from datetime import date

    from maali.intake.actions.handing import hand_out
    from maali.intake.models import Invitation, Round
    from maali.intake.sheets import handed_workbook
    from maali_engines.sheets.data import Workbook
    from maali_engines.sheets.read import read

    asked, _new = Round.objects.get_or_create(
        programme=programme,
        number=1,
        defaults={
            "name": "Kierros 1",
            "deadline": date(2022, 3, 31),
            "state": "open",
            "asked": {"systems": {"user_count": "optional"}},
        },
    )
    invitation = Invitation.objects.create(round=asked, organisation=sender)
    read_back = read("a.xlsx", handed_workbook(hand_out(invitation, "workbook", by="Aino")))
    assert isinstance(read_back, Workbook)
    return saved(read_back)


def saved(workbook: "Workbook") -> bytes:
    """As a spreadsheet program saves it after 99 was written over the 120 users of Effica."""
    from io import BytesIO

    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for sheet in workbook.sheets:
            page = made.add_worksheet(sheet.name)
            for number, row in enumerate(sheet.rows):
                cells = [99 if value == 120 and row[0] == "Effica" else value for value in row]
                page.write_row(number, 0, cells)
    return out.getvalue()


def simple_question(questions: Any) -> Any:
    """One that is answered by "?" and told of the same rows in every database."""
    return questions.exclude(code="contradiction").order_by("pk")[0]


def counted(sender: "Organisation") -> Counter[str]:
    """How often the audit says that something was done, and how many rows the files have."""
    from maali.core.models import Event
    from maali.intake.models import UploadRow

    events = Event.objects.filter(organisation_id=sender.pk).values_list("verb", flat=True)
    rows = UploadRow.objects.filter(upload__organisation=sender).count()
    return Counter(events) + Counter({"rows": rows})


def meet(sender: "Organisation", draw: random.Random) -> list[Account]:
    scenes = [scene(sender), scene(sender)]
    turns = [[draw.choice(TURNS) for _ in range(3)] for _ in scenes]
    pauses = [[draw.choice((0, 0, 0.001, 0.005)) for _ in range(3)] for _ in scenes]
    accounts = [Account(), Account()]
    start = threading.Barrier(2)
    threads = [
        threading.Thread(
            target=act, args=(name, scenes[n], turns[n], pauses[n], accounts[n], start)
        )
        for n, name in enumerate(("Aino", "Bertil"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return accounts


def book(rows: list[list[Any]]) -> bytes:
    from io import BytesIO

    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet("Järjestelmät")
        for number, row in enumerate([TITLES, *rows]):
            page.write_row(number, 0, row)
    return out.getvalue()


def scene(sender: "Organisation") -> Scene:
    from maali.intake.models import Question, Upload
    from maali.inventory.models import System

    upload = Upload.objects.get(organisation=sender, state="read")
    row = upload.rows.order_by("pk")[0]
    system = System.objects.filter(organisation=sender).order_by("pk")[0]
    questions = Question.objects.filter(organisation=sender)
    contradiction = questions.get(code="contradiction")
    return Scene(upload, row, system, simple_question(questions), contradiction)


def act(
    name: str,
    scene: Scene,
    turns: list[str],
    pauses: list[float],
    account: Account,
    start: threading.Barrier,
) -> None:
    from django.db import connection

    from maali.core.actions import Refused

    start.wait()
    for number, (turn, pause) in enumerate(zip(turns, pauses, strict=True)):
        time.sleep(pause)
        text = f"{name} {number}"
        try:
            do(turn, scene, text, name)
            account.done.append((turn, text))
        except Refused as refusal:
            account.refused[str(refusal)] += 1
        except Exception as fault:  # noqa: BLE001 (whatever else reaches a person is a fault)
            account.faults.append(f"{turn}: {type(fault).__name__}: {fault}"[:160])
    connection.close()


def do(turn: str, scene: Scene, text: str, name: str) -> None:
    from maali.intake import actions
    from maali.inventory.actions import correct

    if turn == "accept":
        actions.accept(scene.upload, by=name)
    elif turn == "take_back":
        scene.upload.refresh_from_db()
        actions.take_back(scene.upload, by=name)
    elif turn == "correct":
        correct(scene.system, "purpose", text, by=name, reason="tarkistettu")
    elif turn == "mend":
        key = "vendor" if name == "Aino" else "user_count"
        actions.mend(scene.row, key, mending(name), by=name)
    elif turn == "leave_out":
        actions.leave_out(scene.row, by=name)
    else:
        reply(turn, scene, name)


def reply(turn: str, scene: Scene, name: str) -> None:
    """Answer, or take an answer back that stands on the page just opened."""
    from maali.intake import actions

    about = scene.contradiction if turn in {"settle", "unsettle"} else scene.question
    if turn in {"take_back_answer", "unsettle"}:
        about.refresh_from_db()
        actions.take_back_answer(about, by=name)
    else:
        answer = ("side 1" if name == "Aino" else "side 2") if turn == "settle" else "?"
        actions.answer_question(about, answer, by=name)


def mending(name: str) -> str:
    return "Vendor of Aino" if name == "Aino" else "77"


def wrong(sender: "Organisation", accounts: list[Account], before: Counter[str]) -> list[str]:
    """What does not fit together afterwards."""
    done = Counter(what for each in accounts for what, _text in each.done)
    return [
        *wrong_statements(sender),
        *wrong_counts(counted(sender), before, done),
        *wrong_answers(sender, done),
        *lost_updates(sender, accounts),
    ]


def wrong_statements(sender: "Organisation") -> list[str]:
    """Each value of each row is what its holding statement says, and one alone holds."""
    from maali.inventory.models import KINDS, Statement
    from maali.inventory.values import as_json, is_empty

    found = []
    for kind, model in KINDS.items():
        rows = {row.pk: row for row in model.objects.filter(organisation=sender)}
        keys = [row.key for row in rows.values()]
        if len(set(keys)) < len(keys):
            found.append(f"two rows of one key in {kind}")
        held: Counter[tuple[int, str]] = Counter()
        for each in Statement.objects.filter(subject_kind=kind, subject_id__in=rows, holds=True):
            held[each.subject_id, each.field] += 1
            value = getattr(rows[each.subject_id], f"{each.field}_id", None)
            value = getattr(rows[each.subject_id], each.field, None) if value is None else value
            if isinstance(each.value, list) or hasattr(value, "all"):
                continue
            if not is_empty(each.value) and as_json(value) != each.value:
                found.append(f"{kind}.{each.field} is {value!r}, its statement says {each.value!r}")
        found += [f"{count} statements hold" for count in held.values() if count > 1]
    return found


def wrong_counts(after: Counter[str], before: Counter[str], done: Counter[str]) -> list[str]:
    """What people were told to have done is written in the audit as often, and no oftener."""
    found = []
    for verb in set(VERBS.values()):
        told = sum(done[what] for what, each in VERBS.items() if each == verb)
        if after[verb] - before[verb] != told:
            found.append(f"{verb}: {after[verb] - before[verb]} in the audit, {told} told")
    if done["accept"] - done["take_back"] > 1:
        found.append("one file accepted twice")
    if after["rows"] != before["rows"]:
        found.append(f"{after['rows']} rows of the files, {before['rows']} before")
    return found


def wrong_answers(sender: "Organisation", done: Counter[str]) -> list[str]:
    """A question is answered if it was answered once oftener than taken back, and told of it."""
    from maali.intake.models import Question
    from maali.inventory.models import Statement

    questions = Question.objects.filter(organisation=sender)
    pairs = (
        (simple_question(questions), 1 + done["answer"] - done["take_back_answer"]),
        (questions.get(code="contradiction"), done["settle"] - done["unsettle"]),
    )
    found = []
    for each, times in pairs:
        if times != int(each.answered_at is not None):
            found.append(f"{each.code} answered {times} times, on its page: {each.answer!r}")
        if each.source_id and not Statement.objects.filter(source=each.source_id).exists():
            found.append(f"the answer to {each.code} tells nothing")
        if each.answered_at is None and each.source_id:
            found.append(f"{each.code} is open and has told something")
    return found


def lost_updates(sender: "Organisation", accounts: list[Account]) -> list[str]:
    """Every correction made is among the statements, and both mendings stand in the row."""
    from maali.intake.models import UploadRow
    from maali.inventory.models import Statement

    said = set(
        Statement.objects.filter(source__organisation=sender, field="purpose").values_list(
            "raw", flat=True
        )
    )
    told = {text for each in accounts for what, text in each.done if what == "correct"}
    found = [f"the correction {text} is gone" for text in told - said]
    row = UploadRow.objects.filter(upload__organisation=sender, upload__name__startswith="b_")
    first = row.order_by("pk")[0]
    for each, key in zip(accounts, ("vendor", "user_count"), strict=True):
        if any(what == "mend" for what, _text in each.done) and "mended" not in first.cells[key]:
            found.append(f"the mending of {key} is gone")
    if any(what == "leave_out" for each in accounts for what, _text in each.done):
        found += [] if first.left_out else ["the row left out is back"]
    return found
