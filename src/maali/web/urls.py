"""Addresses: a programme's pages stand below `/<programme>/`, for machines below `/api/`."""

from django.urls import URLPattern, URLResolver, include, path

from maali.web import views
from maali.web.api import api, national_api

inside: list[URLPattern | URLResolver] = [
    path("", views.programme_home, name="programme"),
    path("search/", views.search, name="search"),
    path("", include("maali.core.urls")),
    path("", include("maali.organisations.urls")),
    path("", include("maali.inventory.urls")),
    path("", include("maali.intake.urls")),
    path("", include("maali.matching.urls")),
    path("", include("maali.decisions.urls")),
    path("", include("maali.plans.urls")),
    path("", include("maali.transition.urls")),
    path("", include("maali.reports.urls")),
]

handler400 = "maali.core.errors.bad_request"
handler403 = "maali.core.errors.forbidden"
handler404 = "maali.core.errors.not_found"
handler500 = "maali.core.errors.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", views.language, name="set_language"),
    path("a/", include("maali.intake.answering_urls")),
    path("nation/", include("maali.nation.urls")),
    path("api/nation/", national_api.urls),
    path("api/<slug:programme>/", api.urls),
    path("<slug:programme>/", include(inside)),
]
