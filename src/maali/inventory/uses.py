"""Where the uses of a system stand that is another's installation: with the owner, as long as it is.

A statement of the field `moved_uses` remembers what was moved, so that parting restores it exactly:
a list of [site key or null, users or null, whether the owner had such a use before, whether the
system had it before].
"""

from django.db.models import QuerySet

from maali.inventory.models import Source, Statement, System, Use

FIELD = "moved_uses"


def memory(system: System) -> QuerySet[Statement]:
    return Statement.objects.filter(
        subject_kind=System.kind, subject_id=system.pk, field=FIELD, holds=True
    )


def move_uses(system: System, source: Source | None = None) -> None:
    """Hand the system's uses to `system.same_as`; without any, its organisation as a whole uses it."""
    uses = list(Use.objects.filter(system=system))
    if not uses:  # not one of its own to restore: `use.pk` stays empty
        uses = [Use(system=system, organisation_id=system.organisation_id, users=system.users)]
    moved = []
    for use in uses:
        place = {"organisation_id": use.organisation_id, "site_id": use.site_id}
        _use, made = Use.objects.get_or_create(
            system_id=system.same_as_id, **place, defaults={"users": use.users}
        )
        moved.append([use.site_id, use.users, not made, use.pk is not None])
    Use.objects.filter(system=system).delete()
    kept = memory(system).first()
    if kept is None:
        assert source is not None, "the first move is made by an action with its own source"
        kept = Statement(source=source, subject_kind=System.kind, subject_id=system.pk, field=FIELD)
    kept.value = moved
    kept.save()


def put_uses_back(system: System) -> None:
    """Undo `move_uses`; a use that the owner or another organisation's row also stands for stays."""
    kept = memory(system).first()
    moved = kept.value if kept else []
    others = System.objects.filter(same_as=system.same_as_id, organisation=system.organisation_id)
    elsewhere = {
        site
        for value in Statement.objects.filter(
            subject_kind=System.kind,
            subject_id__in=others.exclude(pk=system.pk).values("pk"),
            field=FIELD,
            holds=True,
        ).values_list("value", flat=True)
        for site, *_rest in value
    }
    for site, users, owner_had, own in moved:
        place = {"organisation_id": system.organisation_id, "site_id": site}
        if not owner_had and site not in elsewhere:
            Use.objects.filter(system_id=system.same_as_id, **place).delete()
        if own:
            Use.objects.get_or_create(system=system, **place, defaults={"users": users})
