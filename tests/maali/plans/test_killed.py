"""`kill -9` while planning: nothing half-written, and the next worker finishes the calculation."""

import json
import os
import subprocess
import sys
from pathlib import Path


def test_a_killed_worker_leaves_no_plan_and_another_makes_it_whole(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "DJANGO_SETTINGS_MODULE": "maali.web.settings",
        "MAALI_DEMO": "yes",
        "MAALI_DATA_DIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    told = subprocess.run(
        [sys.executable, "-m", "tests.maali.plans.killed"],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env=environment,
        text=True,
        timeout=300,
    )
    killed, rescued, ended = json.loads(told.stdout.splitlines()[-1])
    assert killed == {"state": "running", "attempts": 1, "plans": 0, "tasks": 0}
    assert rescued["state"] == "waiting"
    assert (ended["state"], ended["attempts"], ended["plans"]) == ("done", 2, 1)
    assert ended["tasks"] > 3
