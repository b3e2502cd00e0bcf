import os
import signal
import subprocess
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Serve the pages, with one worker for long calculations beside them; Ctrl+C stops both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="127.0.0.1:8000", help="host:port to listen on")
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        worker = subprocess.Popen([sys.executable, "-m", "maali.web.command_line", "work"])
        how = f"--preload --worker-class gthread --threads {options['threads']} --log-level warning"
        server = [sys.executable, "-m", "gunicorn", "maali.web.wsgi:application", *how.split()]
        pages = subprocess.Popen([*server, "--bind", options["address"]])
        signal.signal(signal.SIGTERM, lambda *_: pages.terminate())
        try:
            code = pages.wait()
        except KeyboardInterrupt:
            code = 0
        finally:
            for process in (pages, worker):
                process.terminate()
                process.wait()
        if code not in {0, -signal.SIGTERM}:
            raise SystemExit(os.EX_SOFTWARE)
