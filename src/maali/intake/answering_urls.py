"""The pages of the form: by personal link below `/a/<token>/`, and by account below a programme."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from maali.intake.views import answering, new_link
from maali.intake.views.desk import View, by_link

PAGES: tuple[tuple[str, View, str], ...] = (
    ("", answering.home, "home"),
    ("review/", answering.review, "review"),
    ("send/", answering.send, "send"),
    ("pass-on/", answering.passing_on, "pass_on"),
    ("workbook/", answering.workbook, "workbook"),
    ("file/", answering.file, "file"),
    ("questions/<int:pk>/", answering.answer, "question"),
    ("parts/<slug:sheet>/", answering.sheet, "sheet"),
    ("parts/<slug:sheet>/add/", answering.add, "add"),
    ("parts/<slug:sheet>/<slug:line>/", answering.row, "row"),
    ("parts/<slug:sheet>/<slug:line>/save/", answering.save, "save"),
    ("parts/<slug:sheet>/<slug:line>/gone/", answering.gone, "gone"),
)


def answering_pages(way_in: Callable[[View], View], route: str, names: str) -> list[URLPattern]:
    """The same pages behind one of the two ways in."""
    views: Any = [(route + at, way_in(view), names + name) for at, view, name in PAGES]
    return [path(at, view, name=name) for at, view, name in views]


app_name = "answering"
urlpatterns = [
    path("new/", new_link.ask, name="new_link"),
    *answering_pages(by_link, "<str:token>/", ""),
]
