from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from maali.organisations.models import Organisation
from maali.plans.models import Skill

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlanForm(forms.Form):
    name = forms.CharField(label=_("Scenario"), max_length=120)
    seconds = forms.TypedChoiceField(
        label=_("Time for calculating"),
        coerce=int,
        choices=[(10, _("10 seconds")), (60, _("1 minute")), (600, _("10 minutes"))],
        initial=60,
    )
    pilots = forms.MultipleChoiceField(
        label=_("Pilot organisations"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others_from = forms.IntegerField(
        label=_("Others begin from period"), min_value=1, max_value=40, initial=5
    )

    def offer_pilots(self, organisations: Iterable[Organisation]) -> None:
        """The organisations that can pilot: those whose sites move."""
        field = self.fields["pilots"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.code, str(each)) for each in organisations]


class CapacityForm(forms.Form):
    name = forms.CharField(label=_("Name or pool"), max_length=120)
    employer = forms.CharField(label=_("Employer"), max_length=120, required=False)
    pool = forms.BooleanField(label=_("A pool without names"), required=False)
    skills = forms.MultipleChoiceField(
        label=_("Skills"), choices=Skill.choices, widget=forms.CheckboxSelectMultiple
    )
    people = forms.IntegerField(label=_("People"), min_value=1, max_value=500, initial=1)
    percent = forms.IntegerField(
        label=_("Capacity, % of a period"), min_value=1, max_value=100, initial=100
    )
    absent_from = forms.DateField(label=_("Absent from"), widget=DAY, required=False)
    absent_to = forms.DateField(label=_("Absent to"), widget=DAY, required=False)

    def absences(self) -> list[dict[str, str]]:
        data = self.cleaned_data
        if not (data["absent_from"] and data["absent_to"]):
            return []
        return [{"from": data["absent_from"].isoformat(), "to": data["absent_to"].isoformat()}]


class FreezeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    start = forms.DateField(label=_("From"), widget=DAY)
    end = forms.DateField(label=_("To"), widget=DAY)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            raise forms.ValidationError(_("The blackout ends before it begins."))
        return data
