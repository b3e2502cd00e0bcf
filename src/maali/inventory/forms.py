"""Forms for correcting values by hand: the control follows the field."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from maali.inventory.models import KINDS, Row
from maali.inventory.queries import target_model
from maali.inventory.rules import correctable
from maali.inventory.shown import label_of
from maali.inventory.told import specs
from maali.organisations.models import Programme

YES_NO = [("", _("unknown")), ("True", _("yes")), ("False", _("no"))]


def value_field(kind: str, name: str, person: Any, programme: Programme) -> forms.Field:
    """The control for one field of a kind; rows to point to are those that the person sees."""
    spec = specs(kind)[name]
    model_field: Any = spec_field(kind, name)
    label: Any = label_of(model_field)
    if spec.target:
        return forms.ChoiceField(
            label=label, required=False, choices=lambda: pointable(spec.target, person, programme)
        )
    if isinstance(model_field, models.BooleanField):
        return forms.ChoiceField(label=label, required=False, choices=YES_NO)
    if model_field.choices:
        return forms.ChoiceField(
            label=label, required=False, choices=[("", _("unknown")), *model_field.flatchoices]
        )
    return plain_field(model_field, label)


def plain_field(model_field: Any, label: Any) -> forms.Field:
    if isinstance(model_field, models.DateField):
        return forms.DateField(
            label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        )
    if isinstance(model_field, models.PositiveIntegerField | models.PositiveSmallIntegerField):
        return forms.IntegerField(label=label, required=False, min_value=0)
    if isinstance(model_field, models.DecimalField):
        return forms.DecimalField(label=label, required=False, decimal_places=2)
    if isinstance(model_field, models.FloatField):
        return forms.FloatField(label=label, required=False)
    widget = forms.Textarea({"rows": 4}) if isinstance(model_field, models.TextField) else None
    longest = model_field.max_length or 5000
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


def spec_field(kind: str, name: str) -> Any:
    return KINDS[kind]._meta.get_field(name)


def pointable(target: str, person: Any, programme: Programme) -> list[tuple[str, Any]]:
    model: Any = target_model(target)
    rows = model.objects.visible_to(person).filter(programme=programme)
    return [("", _("unknown")), *((str(row.pk), str(row)) for row in rows)]


class CorrectionForm(forms.Form):
    """A new value of one field, and why; `seen` is the statement that the person looked at."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Others will read it beside the value.")
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("value", "reason", "seen")

    def __init__(
        self, *args: Any, kind: str, name: str, person: Any, programme: Programme, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(kind, name, person, programme)
        self.order_fields(self.field_order)


def correction_form(
    row: Row, name: str, person: Any, data: Any = None, seen: int = 0
) -> CorrectionForm:
    """The form for one value, filled with what the row carries now."""
    model_field: Any = row._meta.get_field(name)
    value = getattr(row, model_field.attname)
    return CorrectionForm(
        data,
        kind=row.kind,
        name=name,
        person=person,
        programme=row.programme,
        initial={"value": value, "seen": seen},
    )


def choosable_fields(kind: str) -> list[tuple[str, Any]]:
    """The fields that make sense for many rows at once: not the names."""
    names = [
        name for name in correctable(kind) if name not in {"name", "title", "code", "lon", "lat"}
    ]
    return [(name, label_of(spec_field(kind, name))) for name in names]
