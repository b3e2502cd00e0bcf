"""Pages of the reports; the same data as XLSX and JSON by a suffix, and printed by the print
style.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maali.core.actions import Refused
from maali.inventory.models import Site
from maali.organisations.models import Organisation
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan
from maali.reports import queries
from maali.reports.actions import file_name, mark_read, send_notice
from maali.reports.kinds.site_notice import MOMENTS
from maali.reports.models import SentNotice
from maali.reports.report import Report, as_json, as_xlsx
from maali.reports.rules import why_not_mark_read, why_not_send

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def respond(
    request: Request, report: Report, name: str, extra: dict[str, Any] | None = None
) -> HttpResponse:
    """The report as the address asks: page, `?as=xlsx` or `?as=json`."""
    asked = request.GET.get("as", "")
    if asked == "xlsx":
        response = HttpResponse(as_xlsx(report), content_type=XLSX)
    elif asked == "json":
        response = HttpResponse(as_json(report), content_type="application/json")
    else:
        return render(request, "reports/report.html", {"report": report, **(extra or {})})
    response["Content-Disposition"] = f'attachment; filename="{file_name(name)}.{asked}"'
    return response


def report_list(request: Request) -> HttpResponse:
    programme = request.programme
    context = {
        "kinds": [(kind, name) for kind, (name, _make) in queries.REGION_KINDS.items()],
        "organisations": Organisation.objects.visible_to(request.user).filter(
            programme=programme, part=Organisation.Part.GIVER
        ),
        "sites": queries.sites_seen(request.user, programme).filter(
            name__icontains=request.GET.get("q", "").strip()
        )[:400],
        "q": request.GET.get("q", ""),
    }
    return render(request, "reports/report_list.html", context)


def region(request: Request, kind: str) -> HttpResponse:
    if kind not in queries.REGION_KINDS:
        raise Http404
    report = queries.region_report(request.user, request.programme, kind)
    return respond(request, report, f"{request.programme.code}_{kind}")


def organisation(request: Request, code: str) -> HttpResponse:
    rows = Organisation.objects.visible_to(request.user).filter(programme=request.programme)
    row = get_object_or_404(rows, code=code)
    return respond(request, queries.report_of_organisation(request.user, row), row.code)


def seen_site(request: Request, code: str) -> Site:
    return get_object_or_404(queries.sites_seen(request.user, request.programme), code=code)


def site(request: Request, code: str) -> HttpResponse:
    """The notice of a site, in the site's language, with the moments it has been sent at."""
    row = seen_site(request, code)
    notices = list(SentNotice.objects.visible_to(request.user).filter(site=row))
    sent = {notice.moment for notice in notices}
    extra = {
        "site": row,
        "notices": [(notice, why_not_mark_read(request.user, notice)) for notice in notices],
        "moments": []
        if why_not_plan(request.user, request.programme)
        else [m for m in MOMENTS if m not in sent],
    }
    return respond(request, queries.notice_of_site(row), row.code, extra)


@require_POST
def notice_send(request: Request, code: str) -> HttpResponse:
    row = seen_site(request, code)
    if why := why_not_plan(request.user, request.programme):
        raise PermissionDenied(why)
    moment = request.POST.get("moment", "")
    if why := why_not_send(request.user, row, moment):
        messages.error(request, why)
    else:
        send_notice(row, moment, by=request.user)
        messages.success(request, _("The notice was sent."))
    return redirect("reports:site", programme=request.programme.code, code=code)


@require_POST
def notice_read(request: Request, pk: int) -> HttpResponse:
    rows = SentNotice.objects.visible_to(request.user).filter(programme=request.programme)
    notice = get_object_or_404(rows, pk=pk)
    if not {"contact", "site_contact"} & request.sight.kinds:
        raise PermissionDenied(why_not_mark_read(request.user, notice))
    try:
        mark_read(notice, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:site", programme=request.programme.code, code=notice.site.code)
