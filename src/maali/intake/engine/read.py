"""From the bytes of a file to rows: what the reader of sheets finds, as rows that can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maali.intake.models import Upload, UploadRow

Fault = tuple[str, dict[str, Any]]


@dataclass
class Reading:
    """What was found in a file: why it is refused, or its sheets, rows and problems."""

    state: str = Upload.State.READ
    refused: Fault | None = None
    guess: dict[str, Any] = field(default_factory=dict)
    rows: list[UploadRow] = field(default_factory=list)
    holds_identity_code: bool = False


def read_file(name: str, content: bytes, upload: Upload, *, rows: bool, limit: int) -> Reading:
    raise NotImplementedError


def read_value(target: str, key: str, text: str) -> tuple[Mapping[str, Any], Fault | None]:
    raise NotImplementedError


def why_not_keep(text: str) -> Fault | None:
    raise NotImplementedError
