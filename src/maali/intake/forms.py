"""What a person fills in when sending a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

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
