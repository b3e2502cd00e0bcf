"""What a person fills in when sending a file or making a round."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from maali.intake.models.rounds import LANGUAGES, Round
from maali.organisations.models import Organisation


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; each is read on its own."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in files]


class SendForm(forms.Form):
    """Files of one organisation; who may send for several chooses for whom."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    workbooks = FilesField(
        label=_("Workbooks or CSV files"),
        help_text=_("Any layout will do: the sheets, titles and values are looked for."),
        allow_empty_file=True,
    )
    answered_on = forms.DateField(
        label=_("Day of the answer"),
        required=False,
        help_text=_("Leave empty if it is in the file's name, or today."),
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = organisations  # type: ignore[attr-defined]
        if len(organisations) == 1:
            field.initial = organisations[0]


class PersonForm(forms.Form):
    """A person of an organisation who answers: name, address, and which parts."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    sheets = forms.MultipleChoiceField(
        label=_("Parts"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, sheets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheets"].choices = sheets  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].widget.attrs["autocomplete"] = "off"


class PassOnForm(PersonForm):
    """To whom a part is passed on; without a part there is nothing to pass on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheets"].required = True


class RespondentForm(PersonForm):
    """Who gets a link, in which language; without parts all of them."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class NewLinkForm(forms.Form):
    """Only the address is asked; whether it is known is not told."""

    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)


class RoundForm(forms.Form):
    """A round: what it is called, what it is for, by when."""

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why it is asked and what becomes of the answers; recipients read this."),
    )
    deadline = forms.DateField(label=_("Deadline"))


class NewRoundForm(RoundForm):
    """A new round is of a kind, or begins as a copy of an earlier one."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Round.Kind.choices)
    like = forms.ModelChoiceField(
        Round.objects.none(),
        label=_("Begin as a copy of"),
        required=False,
        empty_label=_("no copy: the columns of its kind"),
        help_text=_("Takes over what was asked, and of whom."),
    )
    field_order = ("kind", "name", "purpose", "deadline", "like")

    def __init__(self, *args: Any, rounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].queryset = rounds  # type: ignore[attr-defined]
