"""The programme's own facts about names: told one by one or as a file, and taken away again."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log
from maali.matching.models import Known
from maali.matching.rules import why_not_know, why_not_match
from maali.organisations.models import Programme
from maali_engines.linkage.data import Knowledge


@transaction.atomic
def add_known(programme: Programme, rows: Iterable[Knowledge], *, by: Actor | str) -> int:
    """Take facts into the table; those that it has already stay as they are. Returns how many came.

    They hold from the next matching on. Raises `Refused` at the first fact that cannot be.
    """
    if why := why_not_match(by, programme):
        raise Refused(why)
    wanted = list(rows)
    for row in wanted:
        if why := why_not_know(row):
            raise Refused(why)
    before = Known.objects.filter(programme=programme).count()
    Known.objects.bulk_create(
        (
            Known(
                programme=programme,
                kind=row.kind,
                relation=row.relation,
                left=row.left,
                right=row.right,
                source=row.source[:300],
                by=str(by),
            )
            for row in wanted
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    added = Known.objects.filter(programme=programme).count() - before
    log("added to the knowledge table", programme, by=by, programme_id=programme.pk, rows=added)
    return added


@transaction.atomic
def remove_known(known: Known, *, by: Actor, reason: str = "") -> None:
    """Take a fact away; one that an answer made goes when the answer is taken back."""
    if why := why_not_match(by, known.programme):
        raise Refused(why)
    if known.proposal_id:
        raise Refused(_("This fact stands on an answer in the queue: take the answer back."))
    log(
        "removed from the knowledge table",
        known,
        by=by,
        programme_id=known.programme_id,
        reason=reason,
    )
    known.delete()
