"""Reading what was sent and what is asked, always from what this person may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Count, QuerySet

from maali.intake.models import (
    LearntColumn,
    LearntSheet,
    Question,
    QuestionQuerySet,
    Upload,
    UploadRow,
)
from maali.organisations.models import Organisation, Programme
from maali_engines.sheets.data import KnownSheet, Layout, Memory

State = Upload.State
# What an organisation's answer is worth, best first: the board shows the best it has.
STANDING = (State.ACCEPTED, State.NEEDS_PERSON, State.READ, State.RECEIVED, State.REFUSED)
LIVE = (State.RECEIVED, State.READ, State.NEEDS_PERSON, State.ACCEPTED)


@dataclass
class Answering:
    """One organisation on the board: how far its answer is."""

    organisation: Organisation
    state: str = ""
    files: dict[str, int] = field(default_factory=dict)
    last: Upload | None = None
    questions: int = 0
    through: Organisation | None = None


def uploads(person: Any, programme: Programme) -> QuerySet[Upload]:
    """Files that this person may see; their contents are not loaded."""
    return (
        Upload.objects.visible_to(person)
        .filter(programme=programme)
        .select_related("organisation", "source", "handout")
        .defer("content", "handout__rows")
    )


def questions(person: Any, programme: Programme) -> QuestionQuerySet:
    return (
        Question.objects.visible_to(person)
        .filter(programme=programme)
        .select_related("organisation", "programme", "upload")
        .defer("upload__content")
    )


def givers(person: Any, programme: Programme) -> QuerySet[Organisation]:
    """The organisations that this person sees and that are asked for an answer."""
    return (
        Organisation.objects.visible_to(person)
        .filter(programme=programme, part=Organisation.Part.GIVER)
        .select_related("answers_through")
    )


def board(person: Any, programme: Programme) -> list[Answering]:
    """Every organisation that is asked, with the best state of its files and what is still open.

    Four queries, however many organisations and files there are.
    """
    lines = {
        each.pk: Answering(each, through=each.answers_through) for each in givers(person, programme)
    }
    for upload in uploads(person, programme).order_by("at", "pk"):
        line = lines.setdefault(upload.organisation_id, Answering(upload.organisation))
        line.files[upload.state] = line.files.get(upload.state, 0) + 1
        line.last = upload
    for organisation_id, asked in open_by_organisation(person, programme).items():
        if organisation_id in lines:
            lines[organisation_id].questions = asked
    for line in lines.values():
        line.state = next((state for state in STANDING if line.files.get(state)), "")
    return list(lines.values())


def count_states(lines: Iterable[Answering]) -> dict[str, int]:
    """How many organisations stand at each state; "" is that nothing has come."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.state] = found.get(line.state, 0) + 1
    return found


def open_by_organisation(person: Any, programme: Programme) -> Mapping[int, int]:
    counted = (
        Question.objects.visible_to(person)
        .open()
        .filter(programme=programme)
        .order_by()
        .values_list("organisation")
        .annotate(Count("pk"))
    )
    return dict(counted)


def open_by_upload(person: Any, uploads: Iterable[Upload]) -> Mapping[int, int]:
    """How many questions from each file are open; files without any are left out."""
    asked = Question.objects.visible_to(person).open()
    counted = asked.filter(upload__in=[each.pk for each in uploads]).order_by()
    return dict(counted.values_list("upload").annotate(Count("pk")))


def same_file(organisation: Organisation, sha256: str) -> Upload | None:
    """The upload with exactly this content that has not been refused or withdrawn."""
    return (
        Upload.objects.filter(organisation=organisation, sha256=sha256, state__in=LIVE)
        .defer("content")
        .first()
    )


def is_kept(upload: Upload) -> bool:
    """Is the file itself still here? Asked without loading it."""
    return Upload.objects.filter(pk=upload.pk, content__isnull=False).exists()


def summaries(upload_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """For each upload how many rows there are of each effect; 0 where there are none."""
    found = {pk: dict.fromkeys(UploadRow.Effect.values, 0) for pk in upload_ids}
    counted = UploadRow.objects.filter(upload__in=found).order_by().values_list("upload", "effect")
    for pk, effect, count in counted.annotate(Count("pk")):
        found[pk][effect] = count
    return found


def summary(upload: Upload) -> dict[str, int]:
    """How many rows of the upload there are of each effect."""
    return summaries([upload.pk])[upload.pk]


def learnt(organisation: Organisation) -> Memory:
    """What people have said of this sender's earlier files, the latest first."""
    columns = LearntColumn.objects.filter(organisation=organisation)
    sheets = LearntSheet.objects.filter(organisation=organisation)
    return Memory(
        {(row.target, row.title): row.key for row in columns},
        tuple(
            KnownSheet(
                row.name,
                tuple(row.look),
                row.target,
                row.header_rows,
                cast("Layout", row.layout) or None,
            )
            for row in sheets
        ),
    )


def accepted_answers(organisation: Organisation) -> QuerySet[Upload]:
    """The organisation's accepted files, the latest answer first."""
    return (
        Upload.objects.filter(organisation=organisation, state=State.ACCEPTED)
        .defer("content")
        .select_related("source")
        .order_by("-answered_on", "-at")
    )
