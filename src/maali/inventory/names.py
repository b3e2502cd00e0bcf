"""When two spellings of a name are the same spelling: nothing is guessed here."""

import re
import unicodedata


def normal_form(text: object) -> str:
    """Letters and digits in lower case, everything else as single blanks: "EFFICA " and "Effica"."""
    plain = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return re.sub(r"[^\w+]+|_+", " ", plain).strip()
