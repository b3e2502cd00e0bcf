"""`python -m example --profile tiny --seed 1 --out DIR`: write a region and say what was made."""

import argparse
import json
from pathlib import Path

from example.profiles import PROFILES
from example.region import make_region


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Write an example region: workbooks and their truth."
    )
    parser.add_argument("--profile", choices=sorted(PROFILES), default="keski-suomi")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--language", choices=("fi", "sv", "en"), default="fi")
    arguments = parser.parse_args()
    manifest = make_region(
        arguments.profile, arguments.seed, arguments.out, language=arguments.language
    )
    print(json.dumps(dict(manifest.totals), indent=1))


if __name__ == "__main__":
    main()
