from django import forms
from django.utils.translation import gettext_lazy as _

from maali.decisions.models import Tier


class DecisionForm(forms.Form):
    option = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    minutes = forms.CharField(label=_("Minutes reference"), max_length=120, required=False)


class TierForm(forms.Form):
    tier = forms.TypedChoiceField(label=_("Tier"), choices=Tier.choices, coerce=int)
    reason = forms.CharField(label=_("Why another tier"), max_length=500)


class TargetForm(forms.Form):
    short = forms.CharField(
        label=_("At the start day"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    long = forms.CharField(
        label=_("In the long term"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    long_year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)
