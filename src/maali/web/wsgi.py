"""The entry for web servers: `maali.web.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maali.web.settings")
application = get_wsgi_application()
