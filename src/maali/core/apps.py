from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "maali.core"

    def ready(self) -> None:
        # Each part names its long calculations in its own calculations.py; core knows none of them.
        autodiscover_modules("calculations")
