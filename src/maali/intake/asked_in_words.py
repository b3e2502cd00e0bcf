"""Questions as a person reads them, and the answers that can be chosen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

QUESTIONS: dict[str, Promise] = {
    "answers_differ": _(
        "You answered twice: %(later)s says otherwise than %(earlier)s in %(count)s values. "
        "Which one holds?"
    ),
    "missing_required": _(
        "This row names nothing, so it could not be taken in. What is it called?"
    ),
    "two_products_in_cell": _("“%(raw)s” names several products. Are they one system or several?"),
    "duplicate_row_in_file": _("“%(raw)s” is in the file twice. Is it the same system?"),
    "struck_through": _("“%(raw)s” is struck through in the file. Does the system still exist?"),
    "known_cancelled": _("“%(raw)s” has ended or was cancelled as far as we know. Is it in use?"),
    "integration_one_sided": _(
        "You told that %(from)s exchanges data with %(to)s; %(other)s does not tell of it. "
        "Does it exist?"
    ),
    "end_before_start": _(
        "%(name)s: the contract ends before it starts (%(raw)s). When does it end?"
    ),
    "impossible_date": _("%(name)s: there is no such day as “%(raw)s”. Which day is meant?"),
    "two_meanings_in_column": _(
        "The column “%(title)s” seems to hold vendor and owner at once. We parted them. "
        "What is in it?"
    ),
    "money_vat_unknown": _(
        "Only some sums of the column “%(title)s” say whether tax is in them. "
        "What about the others?"
    ),
    "formula_external": _(
        "%(name)s: a cell points to another file that we do not have. What does it say?"
    ),
    "formula_error": _("%(name)s: a cell holds an error (%(error)s). What should it say?"),
    "implausible_count": _(
        "%(name)s: “%(raw)s” users is more than there are people. How many use it?"
    ),
    "unreadable_date": _("%(name)s: “%(raw)s” could not be read as a day. When is it?"),
    "unreadable_count": _("%(name)s: “%(raw)s” could not be read as a number. How many are there?"),
    "unreadable_money": _(
        "%(name)s: “%(raw)s” could not be read as a sum. How much a year, without value added tax?"
    ),
    "unreadable_months": _("%(name)s: “%(raw)s” could not be read. How many months?"),
    "unclear_yes_no": _("%(name)s: “%(raw)s” is neither yes nor no. Which is it?"),
}
CHOICES: dict[str, Promise] = {
    "later": _("The later answer holds"),
    "earlier": _("The earlier answer holds"),
    "one": _("One system"),
    "several": _("Several systems"),
    "same": _("The same system"),
    "different": _("Two different systems"),
    "gone": _("No, it no longer exists"),
    "in_use": _("Yes, it is in use"),
    "exists": _("Yes, data is exchanged"),
    "wrong": _("No, that was a mistake"),
    "parted_right": _("Both: parted rightly"),
    "vendor": _("Only the vendor"),
    "owner_role": _("Only the owner"),
    "with_vat": _("With value added tax"),
    "without_vat": _("Without value added tax"),
    "?": _("Not known"),
}
