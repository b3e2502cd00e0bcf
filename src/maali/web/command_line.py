"""The `maali` command: every subcommand is a Django management command."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maali.web.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["maali", *sys.argv[1:]])


if __name__ == "__main__":
    main()
