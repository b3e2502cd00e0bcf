"""Personal links: what stands in them, and how often one may knock with a wrong one.

A link carries the respondent's key and nonce, signed with the site's secret key. It names nobody,
gives nothing away, and is void as soon as the nonce changes. How often something is tried is
counted in the cache, one number for each window of time.
"""

import secrets
import time
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from maali.intake.models import Respondent

SALT = "maali.respondent"


def new_nonce() -> str:
    return secrets.token_hex(8)


def signer() -> Signer:
    return Signer(sep=".", salt=SALT)


def token_of(respondent: Respondent) -> str:
    return signer().sign(f"{respondent.pk}-{respondent.nonce}")


def respondent_of(token: str) -> Respondent | None:
    """Whose link it is, whether or not it still holds; None for one that we never made."""
    try:
        key, _dash, nonce = signer().unsign(token).partition("-")
    except BadSignature:
        return None
    rows = Respondent.objects.select_related("invitation__round__programme")
    return rows.select_related("invitation__organisation").filter(pk=int(key), nonce=nonce).first()


def link_of(respondent: Respondent) -> str:
    """The whole address, as it stands in letters."""
    return settings.ADDRESS + reverse("answering:home", args=[token_of(respondent)])


def too_often(what: str, whose: str, *, most: int, seconds: int) -> bool:
    """Count one more try of `what` by `whose`; True once there were more than `most` in a window.

    Only a digest of `whose` is kept, and no longer than the window lasts.
    """
    window = int(time.time() // seconds)
    key = f"often:{what.replace(' ', '-')}:{sha256(whose.encode()).hexdigest()[:32]}:{window}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # the window ended just now
        return False
