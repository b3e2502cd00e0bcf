"""A returned workbook in words: its marks, its problems, and the rules that settle two answers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROBLEMS: dict[str, Promise] = {
    "workbook_of_other": _(
        "This workbook was made for %(owner)s, not for %(sender)s: send it as the answer of "
        "%(owner)s, or fetch the workbook of %(sender)s and fill in that one."
    ),
    "identifiers_missing": _(
        "The hidden column that ties each row to ours is gone: the rows were known by their "
        "names. Look at those that became new."
    ),
    "row_copied": _(
        "This row began as a copy of another row: it is taken as one more, called “%(name)s”."
    ),
}
MARKS: dict[str, Promise] = {
    "untouched": _("as it was sent out"),
    "changed": _("changed by you"),
    "contradicts": _("changed by both"),
    "emptied": _("emptied: you will be asked"),
}
# Each rule by which one of two values holds without a question, as people read it.
RULES: dict[str, Promise] = {
    "own_word_over_estimate": _(
        "What the organisation says of itself holds over an estimate of the region."
    ),
    "surer_over_less_sure": _(
        "What is known holds over an estimate, and an estimate over what is not known."
    ),
}
# Rules that say what holds until a person has answered.
MEANWHILE: dict[str, Promise] = {
    "later_over_earlier": _(
        "Of two files of one organisation the later answer holds meanwhile, and it is asked."
    ),
}
UNSETTLED = _("No rule settles this: it becomes a question, and what we hold stays meanwhile.")
