"""When two spellings of a name are the same spelling: nothing is guessed here."""

import re
import unicodedata


def normal_form(text: object) -> str:
    """Letters and digits in lower case, all else as single blanks: "EFFICA " is "Effica"."""
    plain = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return re.sub(r"[^\w+]+|_+", " ", plain).strip()
