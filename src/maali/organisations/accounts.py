"""Logging in: people are added by planners, so nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from maali.organisations.models import Person


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
        verified = [a.email.lower() for a in sociallogin.email_addresses if a.verified]
        person = Person.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            messages.error(
                request, _("Nobody here has the e-mail address that your organisation gave.")
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, person)
