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
    "points_elsewhere": _("%(name)s: “%(raw)s” points to another answer. What does it say?"),
    "unclear_yes_no": _("%(name)s: “%(raw)s” is neither yes nor no. Which is it?"),
    "users_above_staff": _(
        "%(name)s: %(raw)s users is more than the %(most)s people there are. How many use it?"
    ),
    "system_without_contract": _("%(name)s: under which contract is it? Write its record number."),
    "contract_without_system": _("%(name)s: which systems does this contract cover?"),
    "site_without_network": _("%(name)s: which network is there? Write carrier and speed."),
    "data_store_without_controller": _("%(name)s: who is the controller of these data?"),
    "integration_without_end": _(
        "%(from)s exchanges data with %(to)s, which nobody has reported. Which system is it?"
    ),
    "same_contract_by_two": _(
        "%(other)s told of the contract %(reference)s with the same party too. Is it the same one?"
    ),
    "mandatory_empty": _("%(name)s: “%(title)s” is still empty. What is it?"),
    "unknown_given": _("%(name)s: “%(title)s” was not known (“%(raw)s”). Is it known now?"),
    "contradiction": _("%(name)s: “%(title)s” was told in two ways. Which one holds?"),
    "row_vanished": _("%(name)s is no longer in the latest answer. What has become of it?"),
    "cell_emptied": _("%(name)s: “%(title)s” was emptied. Does “%(raw)s” still hold?"),
}
# Like questions answered together: what they have in common.
GROUPS: dict[str, Promise] = {
    "missing_required": _("Rows that name nothing"),
    "two_products_in_cell": _("Cells that name several products"),
    "duplicate_row_in_file": _("Rows that stand twice"),
    "row_vanished": _("Rows that are no longer in the latest answer"),
    "same_contract_by_two": _("Contracts that another organisation told of too"),
    "contradiction": _("Told in two ways: “%(title)s”"),
    "struck_through": _("Systems struck through in the file"),
    "known_cancelled": _("Systems that have ended as far as we know"),
    "end_before_start": _("Contracts that end before they start"),
    "impossible_date": _("Days that do not exist: “%(title)s”"),
    "implausible_count": _("More users than people"),
    "users_above_staff": _("More users than people"),
    "unreadable_date": _("Days that could not be read: “%(title)s”"),
    "cell_emptied": _("Values that were emptied: “%(title)s”"),
    "unclear_yes_no": _("Neither yes nor no: “%(title)s”"),
    "unreadable_count": _("Numbers that could not be read: “%(title)s”"),
    "unreadable_money": _("Sums that could not be read: “%(title)s”"),
    "unreadable_months": _("Months that could not be read: “%(title)s”"),
    "points_elsewhere": _("Cells that point to another answer: “%(title)s”"),
    "formula_external": _("Cells that point to another file: “%(title)s”"),
    "formula_error": _("Cells that hold an error: “%(title)s”"),
    "integration_one_sided": _("Integrations that the other end does not tell of"),
    "system_without_contract": _("Systems without a contract"),
    "data_store_without_controller": _("Data stores without a controller"),
    "site_without_network": _("Sites without a network"),
    "contract_without_system": _("Contracts without a system"),
    "integration_without_end": _("Integrations whose other end nobody reported"),
    "mandatory_empty": _("Still empty: “%(title)s”"),
    "unknown_given": _("Not known: “%(title)s”"),
}
# Why a question is no longer asked.
DROPPED: dict[str, Promise] = {
    "cause_gone": _("No longer asked: what it was about has been told, or is gone."),
}
# What an answer does where the inventory cannot yet say that such a row is gone.
ONLY_RECORDED = _(
    "The answer is kept with the name of whoever gave it. It does not remove the row: the row "
    "stays in the inventory and in its counts."
)
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
    "no_contract": _("It has no contract"),
    "own": _("We ourselves"),
    "no_network": _("There is no network"),
    "no_system": _("It covers no system"),
    "outside": _("A system outside the region"),
    "same_contract": _("The same contract"),
    "different_contracts": _("Two different contracts"),
    "stays": _("It stays with the municipality"),
    "holds_still": _("Yes, it still holds"),
    "emptied": _("No, it is not known any more"),
    "yes": _("yes"),
    "no": _("no"),
    "?": _("Not known"),
}
