"""The smallest example, run once through the river, and a browser to look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.served import Served, copy_river, make_river, serve
from tests.browser.visitor import ARGUMENTS
from tests.machine import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program, environment = chromium()
    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=program, args=ARGUMENTS, env=dict(environment)
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def river(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the finished river: read it, or copy it."""
    folder = tmp_path_factory.mktemp("river")
    make_river(folder)
    return folder


@pytest.fixture(scope="session")
def site(river: Path) -> Iterator[Served]:
    """The pages for everyone who only reads."""
    with serve(river) as served:
        yield served


@pytest.fixture
def own_site(river: Path, tmp_path: Path) -> Iterator[Served]:
    """The pages on a copy that this test may change."""
    with serve(copy_river(river, tmp_path / "copy")) as served:
        yield served
