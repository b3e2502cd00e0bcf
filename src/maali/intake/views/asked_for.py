"""What every page of collecting needs of a request, and the files that it gives."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from maali_engines.sheets.write import MEDIA_TYPE


def programme_of(request: HttpRequest) -> Any:
    return request.programme  # type: ignore[attr-defined]


def as_file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
