"""Sign-in by OpenID Connect against a running provider, every step over HTTP as in a browser."""

import logging
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from oidc_provider_mock import run_server_in_thread

import maali.web.settings
from maali.organisations.models import Person

SILENT = "Your organisation&#x27;s own login does not answer. Try later."
NOBODY = "Nobody here has the e-mail address that your organisation gave."
UNVERIFIED = "Your organisation has not verified your e-mail address, so it opens nothing."
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Somebody with a browser without pages, who goes in by the organisation's own login."""

    def __init__(self, site: str, provider: str) -> None:
        self.site, self.provider = site, provider
        self.browser = requests.Session()
        self.browser.cookies.set("django_language", "en")

    def open(self, path: str) -> requests.Response:
        return self.browser.get(self.site + path, timeout=30)

    def to_the_provider(self) -> requests.Response:
        """From the login page by its link and the question whether to go on."""
        link = re.search(r'href="(/accounts/oidc/[^"]+)"', self.open("/accounts/login/").text)
        assert link, "the login page names no provider"
        path = unescape(link[1])
        token = TOKEN.search(self.open(path).text)
        assert token, "the page that asks whether to go on has no form"
        sent = {"csrfmiddlewaretoken": token[1]}
        return self.browser.post(self.site + path, data=sent, timeout=30)

    def sign_in(self, subject: str, **claims: Any) -> requests.Response:
        """The page on which a person lands of whom the provider claims this."""
        requests.put(f"{self.provider}/users/{subject}", json=claims, timeout=30).raise_for_status()
        form = self.to_the_provider()
        assert form.url.startswith(f"{self.provider}/oauth2/authorize?"), form.url
        return self.browser.post(form.url, data={"sub": subject}, timeout=30)

    @property
    def is_in(self) -> bool:
        return "/accounts/login/" not in self.open("/").url


@pytest.fixture
def read_settings(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """The product's settings as they would be with these variables."""

    def read(**variables: str) -> dict[str, Any]:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(maali.web.settings.__file__)

    return read


@pytest.fixture
def provider() -> Iterator[str]:
    """The address of a provider that knows discovery, codes, signed tokens and claims."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def visitor(
    live_server: Any, settings: Any, provider: str, read_settings: Callable[..., dict[str, Any]]
) -> Visitor:
    chosen = read_settings(
        MAALI_OIDC_URL=provider, MAALI_OIDC_CLIENT="maali", MAALI_OIDC_SECRET="between-us"
    )
    settings.SOCIALACCOUNT_PROVIDERS = chosen["SOCIALACCOUNT_PROVIDERS"]
    settings.CONTENT_SECURITY_POLICY = chosen["CONTENT_SECURITY_POLICY"]
    return Visitor(live_server.url, provider)


def test_a_known_person_signs_in_and_lands_on_the_front_page(aino: Any, visitor: Visitor) -> None:
    landed = visitor.sign_in("17", email="Aino@Example.org", email_verified=True)
    assert landed.status_code == 200
    assert landed.url == visitor.open("/").url
    assert "Aino" in landed.text
    assert aino.socialaccount_set.get().uid == "17"


def test_after_sign_in_the_pages_speak_the_persons_own_language(
    bertil: Any, visitor: Visitor
) -> None:
    landed = visitor.sign_in("18", email=bertil.email, email_verified=True)
    assert '<html lang="sv"' in landed.text


def test_the_second_time_the_providers_own_key_is_enough(aino: Any, visitor: Visitor) -> None:
    visitor.sign_in("17", email=aino.email, email_verified=True)
    again = Visitor(visitor.site, visitor.provider)
    again.sign_in("17", email="aino.new-name@example.org", email_verified=True)
    assert again.is_in
    assert aino.socialaccount_set.count() == 1


def test_an_unknown_address_is_told_so_and_gets_no_account(aino: Any, visitor: Visitor) -> None:
    landed = visitor.sign_in("19", email="stranger@example.org", email_verified=True)
    assert NOBODY in landed.text
    assert not visitor.is_in
    assert list(Person.objects.all()) == [aino]


@pytest.mark.parametrize("said", [{"email_verified": False}, {"email_verified": "false"}, {}])
def test_an_address_that_is_not_verified_opens_nothing(
    aino: Any, visitor: Visitor, said: dict[str, Any]
) -> None:
    landed = visitor.sign_in("20", email=aino.email, **said)
    assert UNVERIFIED in landed.text
    assert not visitor.is_in
    assert not aino.socialaccount_set.exists()


def test_a_provider_that_writes_true_as_text_is_understood(aino: Any, visitor: Visitor) -> None:
    visitor.sign_in("21", email=aino.email, email_verified="true")
    assert visitor.is_in


def test_somebody_who_has_left_stays_out(aino: Any, visitor: Visitor) -> None:
    visitor.sign_in("17", email=aino.email, email_verified=True)
    Person.objects.filter(pk=aino.pk).update(is_active=False)
    for subject in ("17", "22"):
        again = Visitor(visitor.site, visitor.provider)
        again.sign_in(subject, email=aino.email, email_verified=True)
        assert not again.is_in


def test_somebody_who_turns_back_at_the_provider_stays_out(aino: Any, visitor: Visitor) -> None:
    form = visitor.to_the_provider()
    back = visitor.browser.post(
        form.url, data={"action": "deny"}, allow_redirects=False, timeout=30
    ).headers["Location"]
    # This provider forgets the state that RFC 6749 (4.1.2.1) asks it to give back.
    state = parse_qs(urlsplit(form.url).query)["state"][0]
    landed = visitor.browser.get(f"{back}&state={state}", timeout=30)
    assert landed.status_code == 200
    assert "You decided to cancel" in landed.text
    assert not visitor.is_in


def test_a_provider_that_does_not_answer_is_told_in_a_sentence(
    aino: Any, visitor: Visitor, settings: Any
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://localhost:9"
    landed = visitor.to_the_provider()
    assert landed.status_code == 200
    assert SILENT in landed.text


def test_the_page_may_send_its_form_on_to_the_provider(aino: Any, visitor: Visitor) -> None:
    policy = visitor.open("/accounts/login/").headers["Content-Security-Policy"]
    assert f"form-action 'self' {visitor.provider}" in policy


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"MAALI_OIDC_URL": "https://login.example.org"},
            "MAALI_OIDC_URL: set MAALI_OIDC_CLIENT and MAALI_OIDC_SECRET too.",
        ),
        (
            {"MAALI_OIDC_CLIENT": "maali", "MAALI_OIDC_SECRET": "between-us"}
            | {"MAALI_OIDC_URL": "login.example.org"},
            "MAALI_OIDC_URL=login.example.org: write https://…",
        ),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(
    tmp_path: Path, variables: dict[str, str], sentence: str
) -> None:
    environment = os.environ | variables | {"MAALI_DATA_DIR": str(tmp_path)}
    environment |= {"DJANGO_SETTINGS_MODULE": "maali.web.settings"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    started = subprocess.run(
        [sys.executable, "-m", "maali.web.command_line", "check"],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert started.returncode != 0
    assert started.stderr.strip().endswith(sentence)
