from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are asked for as the source says them; pages speak their reader's language."""
    with translation.override("en"):
        yield
