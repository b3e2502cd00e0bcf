"""The interface for machines: the same queries, rules and actions as the pages, described by
OpenAPI.
"""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import django_auth

from maali.core.actions import Refused
from maali.decisions.api import router as decisions
from maali.intake.api import router as intake
from maali.inventory.api import router as inventory
from maali.matching.api import router as matching
from maali.nation.api import router as nation
from maali.organisations.api import router as organisations
from maali.plans.api import router as plans
from maali.reports.api import router as reports
from maali.transition.api import router as transition

api = NinjaAPI(
    title="Maali",
    version="1",
    urls_namespace="api",
    auth=django_auth,
    docs_url=None,
    openapi_url=None,
)
national_api = NinjaAPI(
    title="Maali: the nation",
    version="1",
    urls_namespace="national_api",
    auth=django_auth,
    docs_url=None,
    openapi_url=None,
)

for router in (organisations, inventory, intake, matching, decisions, plans, transition, reports):
    api.add_router("", router)
national_api.add_router("", nation)


def refused(request: HttpRequest, refusal: Refused | type[Refused]) -> HttpResponse:
    """A rule said no: the same sentence that the page shows."""
    return api.create_response(request, {"detail": str(refusal)}, status=409)


for each in (api, national_api):
    each.add_exception_handler(Refused, refused)
