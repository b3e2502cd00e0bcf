"""Forms of the programme: a person with a role, the start day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maali.organisations.models import Organisation, Person, Programme, Role

INSIDE = [(kind.value, kind.label) for kind in Role.Kind if kind in Role.INSIDE]


class DayInput(forms.DateInput):
    """The browser's own calendar; it speaks ISO days whatever the page's language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RoleForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language"), choices=Person._meta.get_field("language").choices or []
    )
    kind = forms.ChoiceField(label=_("Role"), choices=INSIDE)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("For contacts only: the organisation they answer for."),
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class StartDayForm(forms.Form):
    day = forms.DateField(label=_("New start day"), widget=DayInput())
    reason = forms.CharField(
        label=_("Why it moves"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = programme.start_day
