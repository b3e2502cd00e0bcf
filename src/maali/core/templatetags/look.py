"""Tags and filters of the shared look: navigation, form controls, tones of states."""

from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template import Context
from django.template.base import NodeList, Parser, Token
from django.utils.formats import number_format
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from maali.core import navigation
from maali.core.tones import tone_of
from maali.core.verbs import DETAILS, VERBS

register = template.Library()


@register.simple_tag(takes_context=True)
def journey(context: Context) -> list[navigation.Entry]:
    """The steps of the journey as links; empty on pages without a request (error pages)."""
    request, programme = context.get("request"), context.get("programme")
    if request is None or not request.resolver_match:
        return []
    code = programme.code if programme else ""
    return navigation.journey(request, code, bool(context.get("nation_seen")))


@register.simple_tag(takes_context=True)
def about_programme(context: Context) -> list[navigation.Entry]:
    request, programme = context.get("request"), context.get("programme")
    if request is None or not request.resolver_match or programme is None:
        return []
    return navigation.about(request, programme.code)


@register.filter
def control(field: BoundField) -> SafeString:
    """The form control with the design system's class; errors and help are tied to it by Django."""
    widget = field.field.widget
    attrs: dict[str, Any] = {}
    if not isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        attrs["class"] = f"ds-input {widget.attrs.get('class', '')}".strip()
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.filter
def shape(field: BoundField) -> str:
    """ "tick" for one checkbox, "group" for several choices, else "line"."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    return "tick" if isinstance(widget, CheckboxInput) else "line"


@register.filter
def tone(state: Any) -> str:
    """The tone of a state of any part's `State`: ok, going, person, risk or idle."""
    return tone_of(str(state))


@register.filter
def color(tone: str) -> str:
    """The design system's colour name of a tone."""
    return {"ok": "success", "going": "info", "person": "warning", "risk": "danger"}.get(
        tone, "neutral"
    )


@register.filter
def grouped(value: Any) -> Any:
    """A number with its thousands set apart as the reader's language does; all else as it is."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return number_format(value, force_grouping=True)
    return value


@register.filter
def in_language(value: Any) -> Any:
    """A code that the log kept, as the reader's language calls it; anything else as it is."""
    return gettext(value) if isinstance(value, str) and value else value


class TitleNode(template.Node):
    """Keeps what stands inside as `page_title`: a block can be filled once and shown twice."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        context["page_title"] = SafeString(self.nodelist.render(context).strip())
        return ""


@register.tag("keep_title")
def keep_title(parser: Parser, token: Token) -> TitleNode:
    nodelist = parser.parse(("end_keep_title",))
    parser.delete_first_token()
    return TitleNode(nodelist)


@register.filter
def json_block(data: Any, name: str) -> SafeString:
    """The data as a JSON block that no browser runs, for `core/charts.js`."""
    return json_script(data, f"{name}-data")


@register.filter
def in_words(code: str) -> Any:
    """A verb of the log in the reader's language."""
    return VERBS.get(code, code)


@register.filter
def detail_name(code: str) -> Any:
    """The name of a detail of the log in the reader's language."""
    return DETAILS.get(code, code.replace("_", " "))
