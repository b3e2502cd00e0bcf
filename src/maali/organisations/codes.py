"""Official codes of organisations: business ID (Y-tunnus) and OID.

Sources: the check digit of the Finnish business ID weighs seven digits by 7, 9, 10, 5, 8, 4, 2
modulo 11 (Finnish Patent and Registration Office); organisation OIDs stand under 1.2.246.10.
"""

import re

from django.utils.translation import gettext as _

WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def check_digit(body: str) -> int | None:
    """The check digit of seven digits; None where no valid business ID has this body."""
    rest = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return 0 if rest == 0 else None if rest == 1 else 11 - rest


def why_not_business_id(text: str) -> str:
    """Why the text is no Finnish business ID, as a sentence, or ""."""
    found = re.fullmatch(r"(\d{6,7})-(\d)", text.strip())
    if not found:
        return _(
            "A business ID is seven digits, a hyphen and a check digit, for example 0215978-7."
        )
    if check_digit(found[1].zfill(7)) != int(found[2]):
        return _("The check digit of business ID %(code)s is wrong: look for a mistyped digit.") % {
            "code": text
        }
    return ""


def why_not_oid(text: str) -> str:
    """Why the text is no Finnish organisation OID, as a sentence, or "".

    Deeper, irregular forms exist in real registers and are accepted.
    """
    found = re.fullmatch(r"1\.2\.246\.10\.(\d{6,8})((\.\d+)*)", text.strip())
    if not found:
        return _(
            "An organisation's OID begins with 1.2.246.10 and the business ID without its hyphen."
        )
    code = found[1].zfill(8)
    return why_not_business_id(f"{code[:7]}-{code[7]}")
