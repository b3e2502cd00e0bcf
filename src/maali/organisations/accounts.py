"""Logging in: people are added by planners, so nobody signs up by themselves."""

import logging
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from requests import RequestException, Response

from maali.organisations.models import Person

logger = logging.getLogger(__name__)
SILENT = {404, *range(500, 600)}


class NoSignup(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Person, **how: Any) -> HttpResponse:
        """After login the pages speak the person's own language, whoever used the browser last."""
        response: HttpResponse = super().post_login(request, user, **how)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    """Sign-in by OpenID Connect opens the account with the same, verified e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        # Some providers write the claim as text, and the text "false" would count as true.
        sure = [
            a.email.lower() for a in sociallogin.email_addresses if a.verified in (True, "true")
        ]
        if not sure:
            back_to_login(
                request,
                _("Your organisation has not verified your e-mail address, so it opens nothing."),
            )
        person = Person.objects.filter(email__in=sure, is_active=True).first()
        if person is None:
            back_to_login(
                request, _("Nobody here has the e-mail address that your organisation gave.")
            )
        sociallogin.connect(request, person)

    def get_requests_session(self) -> Any:
        """A provider that does not answer is told on the login page, and to the log why."""
        session = super().get_requests_session()
        ask = session.request

        def ask_or_tell(*what: Any, **how: Any) -> Response:
            try:
                answer: Response = ask(*what, **how)
                if answer.status_code in SILENT:
                    answer.raise_for_status()
            except RequestException as error:
                logger.warning("The provider of sign-in does not answer: %s", error)
                back_to_login(
                    self.request, _("Your organisation's own login does not answer. Try later.")
                )
            return answer

        session.request = ask_or_tell
        return session


def back_to_login(request: HttpRequest, sentence: str) -> NoReturn:
    messages.error(request, sentence)
    raise ImmediateHttpResponse(redirect("account_login"))
