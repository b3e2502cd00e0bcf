"""Engines are plain Python: they run where Django is not installed at all."""

import os
import subprocess
import sys

from tests.machine import ROOT

ALONE = """
import importlib, pkgutil, sys

class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "ninja", "maali"}:
            raise ImportError(f"an engine imports {name}")

sys.meta_path.insert(0, Gone())
import maali_engines

names = [each.name for each in pkgutil.walk_packages(maali_engines.__path__, "maali_engines.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_every_engine_is_imported_without_django() -> None:
    run = subprocess.run(
        [sys.executable, "-c", ALONE],
        capture_output=True,
        check=False,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 10
