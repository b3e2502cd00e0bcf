"""From the bytes of a workbook to rows with their problems, and from rows to a workbook.

`safety.refuse` → `read.read` → `guess.guess` → `extract.extract`; `write` is the way back.
"""
