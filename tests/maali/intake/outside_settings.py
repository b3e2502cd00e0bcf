"""The product's settings with only the parts that a file goes through: a process starts at once."""

from maali.web.settings import *

ABOVE = {"web", "nation", "reports", "transition", "plans", "decisions", "matching"}
INSTALLED_APPS = [app for app in INSTALLED_APPS if app.removeprefix("maali.") not in ABOVE]
