"""What a person fills in about names: another product, a split, a fact, a file of facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maali.matching.models import Known


class KnownForm(forms.Form):
    kind = forms.ChoiceField(label=_("What"), choices=Known.Kind.choices)
    left = forms.CharField(label=_("Name"), max_length=200)
    relation = forms.ChoiceField(label=_("How it stands"), choices=Known.Says.choices)
    right = forms.CharField(label=_("To which name"), max_length=200)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Where one can check it: a page, a letter, a contract."),
    )


class KnownFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX as exported here: kind, relation, left, right, source."),
    )


class JoinForm(forms.Form):
    """`others` are the things that this one can be joined with, as (key, name)."""

    other = forms.TypedChoiceField(label=_("Which one"), coerce=int)
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, others: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "–"), *others]  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """`written` are the spellings, as (key, name): those ticked leave."""

    keys = forms.MultipleChoiceField(
        label=_("Spellings that are another"), widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label=_("What it is called"),
        max_length=160,
        required=False,
        help_text=_("Left empty, it is called as the most used of them is written."),
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, written: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = written  # type: ignore[attr-defined]
