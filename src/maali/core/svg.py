"""Writing SVG that prints, works without script and breaks no content-security policy.

Elements carry classes and presentation attributes, never a `style`; all text is escaped.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def as_written(value: object) -> object:
    return number(value) if isinstance(value, float) else value


def tag(name: str, *inside: str, **attributes: object) -> str:
    """One element; `class_` and `data_tone` become `class` and `data-tone`, None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(as_written(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def text(words: object, x: float, y: float, class_: str | None = None, **more: object) -> str:
    return tag("text", escape(words), x=x, y=y, class_=class_, **more)


def title(words: object) -> str:
    """What the pointer shows over an element and a screen reader says of it."""
    return tag("title", escape(words))


def link(href: str, *inside: str, label: str = "") -> str:
    """The elements as a link that the keyboard reaches; without an address just the elements."""
    if not href:
        return tag("g", *inside)
    return tag("a", *inside, href=href, aria_label=label or None)


def drawing(
    parts: Iterable[str],
    *,
    width: float,
    height: float,
    label: str,
    class_: str,
    interactive: bool = False,
) -> SafeString:
    """The whole SVG: an image with one label, or a group whose links are read one by one."""
    opened = tag(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        class_=f"drawing {class_}",
        role="group" if interactive else "img",
        aria_label=label,
    )
    return mark_safe(opened)  # noqa: S308 - every attribute and text above is escaped


def scrolling(drawn: SafeString, *, label: str) -> SafeString:
    """A wide drawing in a frame that scrolls, by keyboard too."""
    frame = tag("div", drawn, class_="drawing-scroll", role="region", tabindex=0, aria_label=label)
    return mark_safe(frame)  # noqa: S308 - the drawing is safe and the label is escaped
