"""What this machine has for the tests that need more than Python: a browser, PostgreSQL, Spark."""

import importlib.util
import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEV_FILES = ROOT / "build" / "dev"
NAMES = ("chromium", "chromium-browser", "google-chrome")


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def chromium() -> tuple[str, dict[str, str]]:
    """The browser program, or "", and the environment that it needs.

    `$CHROMIUM` first, then a browser of the machine, then the one that `tools/assets.py --dev`
    unpacked from npm (x86-64 Linux).
    """
    for name in (os.environ.get("CHROMIUM"), *NAMES):
        if name and (program := shutil.which(name)):
            return program, dict(os.environ)
    own = DEV_FILES / "browser" / "chromium"
    if not own.exists():
        return "", dict(os.environ)
    more = {
        "LD_LIBRARY_PATH": str(own.parent / "al2023" / "lib"),
        "FONTCONFIG_FILE": str(own.parent / "fonts.conf"),
    }
    return str(own), os.environ | more


def missing(marker: str) -> str:
    """Why tests with this marker cannot run here, as a sentence, or ""."""
    if marker == "browser" and not chromium()[0]:
        return "No Chromium here: install one, or set CHROMIUM to its program."
    if marker == "postgres" and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return "Not on PostgreSQL: run through tools/with_pg.py, or set DATABASE_URL."
    if marker == "spark" and not shutil.which("java"):
        return "No Java here: Spark needs a Java runtime."
    if marker == "spark" and importlib.util.find_spec("pyspark") is None:
        return "No pyspark here: install requirements-spark.lock."
    return ""
