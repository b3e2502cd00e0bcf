"""All settings in one file; whatever differs between places comes from the environment.

A wrong setting stops the start with a sentence. Every variable is described in `.env.example`.
"""

import os
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, SELF
from django.core.exceptions import ImproperlyConfigured

PROJECT_DIR = Path(__file__).resolve().parents[3]
SOURCE_DIR = Path(__file__).resolve().parents[1]


def env_flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "yes" if default else "no").lower()
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name}={value}: write yes or no.")
    return value == "yes"


def env_number(name: str, default: int, *, least: int = 0) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value}: write a whole number, at least {least}.")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


DEMO = env_flag("MAALI_DEMO", False)
DEBUG = env_flag("MAALI_DEBUG", False)
DATA_DIR = Path(os.environ.get("MAALI_DATA_DIR", str(PROJECT_DIR / "data")))
DATA_DIR.mkdir(parents=True, exist_ok=True)


def secret_key() -> str:
    """From the environment; the demo and the tests on one's own machine make their own."""
    key = os.environ.get("MAALI_SECRET_KEY", "")
    if not key and (DEMO or DEBUG):
        return "only-for-a-demo-on-ones-own-machine-0123456789"
    if len(key) < 32:
        raise ImproperlyConfigured("MAALI_SECRET_KEY: set a random text of at least 32 characters.")
    return key


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env_list("MAALI_HOSTS", "localhost,127.0.0.1")

INSTALLED_APPS = [
    "maali.web",
    "maali.nation",
    "maali.reports",
    "maali.transition",
    "maali.plans",
    "maali.decisions",
    "maali.matching",
    "maali.intake",
    "maali.inventory",
    "maali.organisations",
    "maali.core",
    "django_cotton.apps.SimpleAppConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "simple_history",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "maali.organisations.middleware.CurrentProgramme",
    "maali.core.errors.ShowRefusals",
]

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_USER_MODEL = "organisations.Person"
ROOT_URLCONF = "maali.web.urls"
WSGI_APPLICATION = "maali.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "maali.organisations.context.programme",
                "maali.web.context.login",
            ],
        },
    }
]


def database(url: str) -> dict[str, object]:
    """`sqlite:///file` or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or str(DATA_DIR / "maali.sqlite3"),
            # IMMEDIATE and WAL: six writers at once lose nothing to "database is locked".
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                    "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-20000;"
                ),
            },
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL: write sqlite:///file or postgresql://…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", "sqlite:///"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "maali_cache",
    }
}

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
LOCALE_PATHS = [SOURCE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("MAALI_TIME_ZONE", "Europe/Helsinki")

STATIC_URL = "static/"
STATIC_ROOT = PROJECT_DIR / "build" / "static"
STATICFILES_DIRS = (
    [PROJECT_DIR / "build" / "assets"] if (PROJECT_DIR / "build/assets").exists() else []
)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# Uploads are small tables; anything larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
UPLOAD_LIMIT_BYTES = env_number("MAALI_UPLOAD_LIMIT_MB", 20, least=1) * 1024 * 1024

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "maali.organisations.accounts.NoSignup"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "maali.organisations.accounts.KnownPeopleOnly"
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO

form_action = [SELF]
OIDC_URL = os.environ.get("MAALI_OIDC_URL", "")
if OIDC_URL:
    if not OIDC_URL.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"MAALI_OIDC_URL={OIDC_URL}: write https://…")
    if not (os.environ.get("MAALI_OIDC_CLIENT") and os.environ.get("MAALI_OIDC_SECRET")):
        raise ImproperlyConfigured(
            "MAALI_OIDC_URL: set MAALI_OIDC_CLIENT and MAALI_OIDC_SECRET too."
        )
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "organisation",
                "name": os.environ.get("MAALI_OIDC_NAME", "Organisation"),
                "client_id": os.environ["MAALI_OIDC_CLIENT"],
                "secret": os.environ["MAALI_OIDC_SECRET"],
                "settings": {"server_url": OIDC_URL},
            }
        ]
    }
    # The policy would also block the redirect to the identity provider.
    form_action.append("{0.scheme}://{0.netloc}".format(urlsplit(OIDC_URL)))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "frame-ancestors": ["'none'"],
        "form-action": form_action,
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = env_flag("MAALI_HTTPS", not (DEBUG or DEMO))
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "maali.core.errors.form_too_old"
CSRF_TRUSTED_ORIGINS = env_list("MAALI_TRUSTED_ORIGINS")

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]


def mail(url: str) -> dict[str, Any]:
    """`smtp://user:password@host:587?tls=yes` or `smtps://host`; empty: letters go to a folder."""
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(DATA_DIR / "mail")}
    parts = urlsplit(url)
    tls = dict(parse_qsl(parts.query)).get("tls", "no")
    try:
        port = parts.port or (465 if parts.scheme == "smtps" else 25)
    except ValueError:
        port = 0
    if parts.scheme not in {"smtp", "smtps"} or not (parts.hostname and port):
        raise ImproperlyConfigured("MAALI_SMTP_URL: write smtp://user:password@host:587?tls=yes.")
    if tls not in {"yes", "no"} or (tls == "yes" and parts.scheme == "smtps"):
        raise ImproperlyConfigured(
            "MAALI_SMTP_URL: write smtp://… with tls=yes or no, or smtps://…."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls == "yes",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 30,
    }


SMTP_URL = os.environ.get("MAALI_SMTP_URL", "")
globals().update(mail(SMTP_URL))
DEFAULT_FROM_EMAIL = os.environ.get("MAALI_MAIL_FROM", "")
# The site's own address, for links in letters.
ADDRESS = os.environ.get("MAALI_ADDRESS", "").rstrip("/")
if SMTP_URL and not (DEFAULT_FROM_EMAIL and ADDRESS):
    raise ImproperlyConfigured("MAALI_SMTP_URL: set MAALI_MAIL_FROM and MAALI_ADDRESS too.")
DEFAULT_FROM_EMAIL = DEFAULT_FROM_EMAIL or "maali@localhost"
if "@" not in parseaddr(DEFAULT_FROM_EMAIL)[1]:
    raise ImproperlyConfigured(f"MAALI_MAIL_FROM={DEFAULT_FROM_EMAIL}: write an e-mail address.")
ADDRESS = ADDRESS or "http://127.0.0.1:8000"
if urlsplit(ADDRESS).scheme not in {"http", "https"} or not urlsplit(ADDRESS).netloc:
    raise ImproperlyConfigured(f"MAALI_ADDRESS={ADDRESS}: write https://maali.example.org.")

# Spark for the second opinion on matching; empty means DuckDB in this process.
SPARK_URL = os.environ.get("MAALI_SPARK_URL", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "maali.core.logs.Line",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("MAALI_LOG_LEVEL", "WARNING")},
}
