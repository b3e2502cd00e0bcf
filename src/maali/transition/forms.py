from django import forms
from django.utils.translation import gettext_lazy as _

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FinishForm(forms.Form):
    day = forms.DateField(label=_("Finished on"), widget=DAY)
    actual_days = forms.FloatField(
        label=_("Work it took, person-days"), min_value=0, max_value=1000, required=False
    )
    evidence = forms.CharField(label=_("Evidence"), max_length=300, required=False)


class DeviationForm(forms.Form):
    text = forms.CharField(
        label=_("What happened"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    delay_days = forms.IntegerField(label=_("Delay, days"), min_value=0, max_value=365, initial=0)
    severity = forms.TypedChoiceField(
        label=_("Severity"),
        coerce=int,
        choices=[(1, _("1 stops the work")), (2, _("2 can be worked around")), (3, _("3 minor"))],
        initial=2,
    )


class PeriodForm(forms.Form):
    goals = forms.CharField(
        label=_("Goals"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    done = forms.CharField(
        label=_("Done"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    evaluation = forms.CharField(label=_("Evaluation"), widget=forms.Textarea(attrs={"rows": 3}))
    lessons = forms.CharField(
        label=_("What was learned"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RevisionForm(forms.Form):
    note = forms.CharField(
        label=_("What changes and why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    number = forms.RegexField(
        r"^[123]\.\d{1,2}$", label=_("Number of a new step, for example 2.9"), required=False
    )
    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=160, required=False)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=160, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    remove = forms.RegexField(
        r"^[123]\.\d{1,2}$", label=_("Number of a step to leave out"), required=False
    )

    def added(self) -> list[dict[str, str]]:
        data = self.cleaned_data
        keys = ("number", "name_fi", "name_sv", "name_en")
        return [{key: data[key] for key in keys}] if data["number"] else []

    def clean(self) -> dict[str, str]:
        data = super().clean() or {}
        if data.get("number") and not all(data.get(f"name_{code}") for code in ("fi", "sv", "en")):
            raise forms.ValidationError(_("Give the new step a name in all three languages."))
        return data
