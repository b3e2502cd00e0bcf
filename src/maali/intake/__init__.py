"""Rounds, workbooks and answers: the front door of the inventory."""
