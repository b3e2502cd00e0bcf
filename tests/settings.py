"""The product's settings in an empty folder, whatever the environment of the caller says.

Only DATABASE_URL is taken from outside: it chooses between SQLite and PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("MAALI_")]:
    del os.environ[name]
folder = tempfile.mkdtemp(prefix="maali-tests-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["MAALI_DEMO"] = "yes"
os.environ["MAALI_DATA_DIR"] = folder
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in the test's thread.

from maali.web.settings import *  # noqa: E402

# The real hash is slow on purpose; no test measures it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files are looked up when asked for: listing them all for every test client takes longer
# than most tests.
WHITENOISE_AUTOREFRESH = True
