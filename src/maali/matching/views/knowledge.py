"""The knowledge table: facts about names, one by one or as a file that regions share."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maali.core.actions import Refused
from maali.matching import actions, known_file
from maali.matching.forms import KnownFileForm, KnownForm
from maali.matching.models import Known
from maali.matching.queries import catalogue as queries
from maali.matching.views.queue import planners_only
from maali.organisations.requests import Request
from maali.organisations.rules import why_not_plan
from maali_engines.linkage.data import Knowledge

PER_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def knowledge(request: Request) -> HttpResponse:
    """All facts, the programme's own first; a new one is told here."""
    found = queries.facts(
        request.programme, request.GET.get("kind", ""), request.GET.get("q", "").strip()
    )
    form = KnownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        planners_only(request)
        if form.is_valid() and told(request, form):
            return redirect("matching:knowledge", request.programme.code)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "file_form": KnownFileForm(),
        "kinds": Known.Kind.choices,
        "chosen": request.GET,
        "why_not": why_not_plan(request.user, request.programme),
    }
    return render(request, "matching/knowledge.html", context)


def told(request: Request, form: KnownForm) -> bool:
    said = form.cleaned_data
    fact = Knowledge(said["relation"], said["left"], said["right"], said["source"], said["kind"])
    try:
        added = actions.add_known(request.programme, [fact], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(
        request,
        _("Known from the next matching on.") if added else _("This was known already."),
    )
    return True


@require_POST
def known_remove(request: Request, pk: int) -> HttpResponse:
    planners_only(request)
    row = get_object_or_404(
        Known.objects.visible_to(request.user), programme=request.programme, pk=pk
    )
    try:
        actions.remove_known(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed: %(fact)s.") % {"fact": row})
    return redirect("matching:knowledge", request.programme.code)


def knowledge_download(request: Request, form: str) -> HttpResponse:
    """The programme's own facts as a file; what comes with Maali is everywhere already."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    if form not in {"csv", "xlsx"}:
        raise Http404
    name = f"knowledge-{request.programme.code}.{form}"
    if form == "csv":
        response = HttpResponse(
            known_file.as_csv(known_file.own_rows(request.programme)), "text/csv; charset=utf-8"
        )
    else:
        response = HttpResponse(known_file.as_xlsx(request.programme), XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def knowledge_import(request: Request) -> HttpResponse:
    """A file is read and shown first; what was shown is taken in when the person says so."""
    planners_only(request)
    if "confirmed" in request.POST:
        text = request.POST.get("text", "").encode()
        reading = known_file.read_known(request.programme, "knowledge.csv", text)
        try:
            added = actions.add_known(request.programme, reading.rows, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                ngettext("%(count)d fact came.", "%(count)d facts came.", added) % {"count": added},
            )
        return redirect("matching:knowledge", request.programme.code)
    form = KnownFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file."))
        return redirect("matching:knowledge", request.programme.code)
    file = form.cleaned_data["file"]
    reading = known_file.read_known(request.programme, file.name, file.read())
    context = {"reading": reading, "text": known_file.csv_of(reading.rows), "file": file.name}
    return render(request, "matching/knowledge_import.html", context)
