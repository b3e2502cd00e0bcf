from django.urls import URLPattern, path

from maali.inventory.shown import SHOWN, Shown
from maali.inventory.views import overview, rows, values

app_name = "inventory"


def addresses(shown: Shown) -> list[URLPattern]:
    """Every kind has the same pages below its own address."""
    kind, noun, at = {"kind": shown.kind}, shown.noun, f"{shown.address}/"
    one = f"{at}<int:pk>/"
    return [
        path(at, rows.row_list, kind, name=f"{noun}_list"),
        path(f"{at}export.<slug:form>", rows.row_export, kind, name=f"{noun}_export"),
        path(f"{at}choose/", values.rows_choose, kind, name=f"{noun}_choose"),
        path(f"{at}correct/", values.rows_correct, kind, name=f"{noun}_correct_many"),
        path(one, rows.row_detail, kind, name=f"{noun}_detail"),
        path(f"{one}trace/", values.row_trace, kind, name=f"{noun}_trace"),
        path(f"{one}<slug:field>/", values.value_history, kind, name=f"{noun}_value"),
        path(f"{one}<slug:field>/correct/", values.value_correct, kind, name=f"{noun}_correct"),
    ]


urlpatterns: list[URLPattern] = [
    path("map/", overview.map_page, name="map"),
    path("completeness/", overview.completeness, name="completeness"),
    *(each for shown in SHOWN.values() for each in addresses(shown)),
]
