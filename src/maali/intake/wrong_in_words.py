"""What can be wrong with a file, a sheet or a cell: one sentence each, with what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maali.intake.merged_in_words import PROBLEMS

REFUSED: dict[str, Promise] = {
    "empty_file": _("The file is empty: save the workbook once more and send it again."),
    "too_large": _(
        "The file is larger than %(limit_mb)s MB: send the sheets alone, without pictures."
    ),
    "picture": _("This is a picture, not a workbook: send the file that the picture was taken of."),
    "pdf": _("This is a PDF document: send the workbook that it was printed from."),
    "word_processor": _("This is a text document: copy its table into a workbook and send that."),
    "macros": _(
        "The workbook holds macros: save it as an ordinary workbook (.xlsx) and send that."
    ),
    "encrypted": _("The workbook has a password: save it without one and send it again."),
    "old_workbook": _("The workbook is of a very old kind: save it as .xlsx and send that."),
    "other_format": _(
        "This is neither a workbook nor a table of text: send .xlsx, .xls, .ods or .csv."
    ),
    "not_text": _(
        "The file ends as a table of text does, but holds none: save it as .xlsx and send that."
    ),
    "damaged": _("The file is damaged and cannot be opened: save it once more and send it again."),
    "zip_bomb": _(
        "The file is packed so that it would grow beyond all measure when opened, so it was not: "
        "copy its tables into a new workbook and send that."
    ),
    "too_many_rows": _(
        "A sheet has more than %(limit)s rows: delete the empty ones at its end, or split it."
    ),
    "too_many_columns": _(
        "A sheet has more than %(limit)s columns: delete the empty ones, or split it."
    ),
    "too_many_cells": _("The workbook has more than %(limit)s cells: split it into several files."),
    "too_many_sheets": _(
        "The workbook has more than %(limit)s sheets: send those that are asked for."
    ),
}
GAPS: dict[str, Promise] = {
    "system_without_contract": _("No contract is told of: write its record number or its end."),
    "system_without_owner": _("Nobody owns this system: write the role that does."),
    "site_without_network": _("The network of the site is not told: write carrier and speed."),
    "data_store_without_controller": _(
        "No controller is told for this data store: write who it is."
    ),
    "contract_without_system": _("The contract names no system or site that it is about."),
}
CELLS: dict[str, Promise] = {
    "impossible_date": _("There is no such day as “%(text)s”: write the day that is meant."),
    "unreadable_date": _("“%(text)s” is no day: write it as day.month.year, or a question mark."),
    "unreadable_year": _("“%(text)s” is no year: write four digits."),
    "unreadable_count": _("“%(text)s” is no number: write a whole number, or a question mark."),
    "unreadable_money": _("“%(text)s” is no sum: write euros a year without value added tax."),
    "unreadable_months": _("“%(text)s” is no number of months: write for example 6."),
    "unreadable_choice": _("“%(text)s” is none of the answers offered: it stays as written."),
    "unclear_yes_no": _("“%(text)s” is neither yes nor no: write one of them, or a question mark."),
    "points_elsewhere": _("“%(text)s” points to another answer: write the value itself."),
    "formula_text": _("This text looks like a formula: it is kept as text and never computed."),
    "identity_code_refused": _(
        "A personal identity code stood here: the cell was emptied and nothing of it was stored. "
        "Take the code out of your own file too."
    ),
    "identity_code_in_file": _(
        "The file holds a personal identity code in a place that is not read (its properties, "
        "for example): the file was not kept. Take the code out of your own file too."
    ),
    "identity_code_in_file_name": _(
        "The file's name held a personal identity code: the name was not kept. "
        "Rename your own file."
    ),
    "formula_external": _(
        "The cell points to another file that did not come: write the value itself."
    ),
    "formula_error": _("The cell holds an error (%(error)s): write the value itself."),
    "formula_not_computed": _(
        "A formula stands here: the value that the file remembered was taken."
    ),
    "comment_read": _(
        "A comment stands at the cell: “%(comment)s”. See whether it changes the answer."
    ),
    "implausible_count": _(
        "%(count)s users is more than the %(most)s people there are: write how many use it."
    ),
    "person_in_cell": _("A person's name or number stood here: only the role (%(role)s) is kept."),
    "two_meanings_in_column": _("Two things stand in one cell: “%(raw)s”. They were parted."),
    "money_vat_unknown": _("It is not told whether value added tax is in “%(raw)s”."),
    "no_such_column": _("There is no such column here."),
}
ROWS: dict[str, Promise] = {
    "missing_required": _(
        "The row has no name, so it cannot be taken in: write what it is called."
    ),
    "missing_in_column": _("“%(title)s” is empty in %(empty)s of %(rows)s rows (%(first)s)."),
    "column_missing": _("“%(title)s” is asked for but not in the sheet: its values stay unknown."),
    "end_before_start": _(
        "The contract ends (%(end)s) before it starts (%(start)s): write the right days."
    ),
    "duplicate_row_in_file": _(
        "The same thing stands also in %(sheet)s, row %(row)s: leave one out, or tell them apart."
    ),
    "two_products_in_cell": _(
        "The cell names several products (%(parts)s): give each its own row."
    ),
    "struck_through": _("The row is struck through: it was taken as one that no longer exists."),
    "known_cancelled": _(
        "This has ended or was cancelled as far as is known: say if it is in use."
    ),
    "column_unsure": _(
        "“%(written)s” was taken for “%(title)s”, but only %(percent)s %% sure: see if it is."
    ),
    "vat_in_title": _(
        "The title “%(written)s” says that tax is in the prices: value added tax of 24 %% was "
        "taken off each that does not say otherwise."
    ),
    "thousands_in_title": _(
        "The title “%(written)s” says that it counts in thousands: each sum was multiplied."
    ),
    "pictures_not_read": _("Pictures in the file (%(count)s) were not read: write what they say."),
    "old_marks_not_read": _(
        "Comments, strikes and merged cells of old XLS files are not read: save the file as XLSX "
        "to keep them."
    ),
    "hidden_row_read": _("The row is hidden in the file, but it was read."),
    "hidden_sheet_read": _("The sheet is hidden in the file, but it was read."),
    "subtotal_dropped": _("A row of sums: it was left out (%(counted)s rows stand above it)."),
    "text_read_as": _("The text was read as %(encoding)s with the separator “%(separator)s”."),
}
# Why a sheet or a column was taken for what it is, and why a file needs a person.
REASONS: dict[str, Promise] = {
    "titles": _("known by its column titles"),
    "name": _("known by its name"),
    "corrected": _("as a person said"),
    "cover": _("a cover page"),
    "instructions": _("instructions"),
    "empty": _("empty"),
    "not_ours": _("none of the sheets asked for"),
    "one_column": _("the whole table stands in one column"),
    "same_title": _("the same title"),
    "like_title": _("a similar title"),
    "values": _("what the values look like"),
    "remembered": _("as you said before"),
    "own": _("a column of your own"),
    "matrix": _("crosses or numbers under the name of a site"),
    "text_in_one_column": _(
        "The whole table of %(sheet)s stands as text in one column: "
        "split it into columns and send it again."
    ),
    "nothing_recognised": _(
        "None of the sheets asked for was found: is this the right file? "
        "If it is, say below what each sheet is."
    ),
    "no_rows": _("The titles were found, but no rows below them: is this an empty template?"),
    "unsure_of_names": _(
        "It is not certain which column of %(sheet)s names the rows: say so below."
    ),
}
WORDS: dict[str, Promise] = {**REFUSED, **CELLS, **ROWS, **GAPS, **PROBLEMS}
