from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "maali.core"

    def ready(self) -> None:
        # Each part names its long calculations in its own calculations.py, and in its sent.py how
        # rows are shown as they were sent; core knows none of them.
        autodiscover_modules("calculations", "sent")
        from maali.core.written import watch

        connection_created.connect(watch, dispatch_uid="every text that is written")
