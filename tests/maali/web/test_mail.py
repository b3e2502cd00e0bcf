"""How letters go out: by a server that the environment names, else into a folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from maali.web.settings import mail
from tests.machine import ROOT

SERVER = "smtp://maali:a%40b@mail.example.org:587?tls=yes"


def test_without_a_server_letters_go_to_a_folder() -> None:
    assert mail("")["EMAIL_BACKEND"].endswith("filebased.EmailBackend")


def test_an_address_says_all_that_a_server_needs() -> None:
    told = mail(SERVER)
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("maali", "a@b")
    assert (told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (True, False)
    assert mail("smtps://mail.example.org")["EMAIL_PORT"] == 465


@pytest.mark.parametrize(
    "wrong",
    ["mail.example.org", "http://x", "smtp://", "smtp://x:y@h:99999", "smtp://h?tls=maybe",
     "smtps://h?tls=yes"],
)  # fmt: skip
def test_an_address_that_says_nothing_of_use_is_refused(wrong: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MAALI_SMTP_URL"):
        mail(wrong)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"MAALI_SMTP_URL": SERVER}, "MAALI_MAIL_FROM"),
        ({"MAALI_SMTP_URL": "ftp://secret@h"}, "MAALI_SMTP_URL"),
        ({"MAALI_MAIL_FROM": "nobody"}, "MAALI_MAIL_FROM"),
        ({"MAALI_ADDRESS": "maali.example.org"}, "MAALI_ADDRESS"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence(
    given: dict[str, str], said: str, tmp_path: Path
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAALI_")}
    own = {"MAALI_DEMO": "yes", "MAALI_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", "import maali.web.settings"],
        env=kept | own | given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert said in last
    assert "secret" not in last
