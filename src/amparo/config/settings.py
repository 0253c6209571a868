"""The one settings file. What differs between machines comes from the environment, through helpers that fail loudly."""

import hashlib
import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

SOURCE = Path(__file__).resolve().parent.parent  # src/amparo
PROJECT = SOURCE.parent.parent


def env(name: str, default: str = "") -> str:
    """An environment variable, stripped."""
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """A yes/no variable: 1/0, nothing else."""
    value = env(name, "0")
    if value not in {"0", "1", ""}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1")
    return value == "1"


def database(url: str) -> dict[str, object]:
    """Django's settings for a `postgresql://user:password@host:port/name?host=/socket` address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": None, **query},  # a kept plan could belong to another actor
    }


DEBUG = flag("AMPARO_DEBUG")
DATA = Path(env("AMPARO_DATA", str(PROJECT / "var")))
AMPARO_KEYS_DIR = Path(env("AMPARO_KEYS", str(DATA / "keys")))
AMPARO_DEMO_DOOR = flag("AMPARO_DEMO")  # the database must carry the demo mark too


def _secret() -> str:
    """Django's own secret, derived from the ring "secret", which also seals second factors and makes one-time links."""
    given, file = env("AMPARO_SECRET_KEY").replace(",", "\n").split(), AMPARO_KEYS_DIR / "secret.key"
    if not all(re.fullmatch(r"[^\s:]+:[A-Za-z0-9+/]{43}=", line) for line in given):
        raise ImproperlyConfigured("AMPARO_SECRET_KEY holds lines id:base64 of 32 bytes, as keys/secret.key does")
    kept = "\n".join(given).encode() + b"\n" if given else file.read_bytes() if file.exists() else b""
    return hashlib.sha256(b"django" + kept).hexdigest() if kept else ""


SECRET_KEY = _secret() or os.urandom(32).hex()  # without a key kept, sessions end with the process

DATABASES = {"default": database(env("DATABASE_URL", "postgresql://amparo_app@/amparo"))}
if env("AMPARO_OWNER_URL") and flag("AMPARO_AS_OWNER"):
    DATABASES = {"default": database(env("AMPARO_OWNER_URL"))}

ALLOWED_HOSTS = env("AMPARO_HOSTS", "127.0.0.1 localhost [::1]").split()
CSRF_TRUSTED_ORIGINS = env("AMPARO_ORIGINS").split()
SECURE = flag("AMPARO_HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would send `Origin: null` with our own forms
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 15 * 60  # idle sign-out; each request of a person renews it (see access.idle)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "s", "c"

INSTALLED_APPS = [
    "amparo.core",
    "amparo.ui",
    "amparo.access",
    "amparo.desk",
    "amparo.vault",
    "amparo.cases",
    "amparo.programme",
    "amparo.exchange",
    "amparo.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.forms",
    "django_htmx",
    "django_linear_migrations",
    "procrastinate.contrib.django",
]
if not env("AMPARO_DEV"):
    INSTALLED_APPS.remove("django_linear_migrations")  # a tool of those who build, not installed by `start`

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "amparo.access.idle.IdleMiddleware",
    "amparo.access.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "amparo.access.middleware.ActorMiddleware",
]

ROOT_URLCONF = "amparo.config.urls"
WSGI_APPLICATION = "amparo.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amparo.access.context.who",
                "amparo.desk.navigation.context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Español")), ("en", _("English"))]
TIME_ZONE = "America/Lima"
USE_I18N = USE_TZ = True
LOCALE_PATHS: list[str] = []
LANGUAGE_COOKIE_NAME = "lang"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if flag("AMPARO_PLAIN_STATIC")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never a plain temporary file
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "display_name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "amparo.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# By account and address with growing delay; the second step counts on the same buckets. Never by account alone:
# that would let anybody shut a hotline out.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/1m/key,10/10m/key,20/1h/key",
    "reset_password": "20/h/ip,3/h/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True}
MFA_ADAPTER = "amparo.access.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Amparo"
MFA_FORMS = {
    "authenticate": "amparo.access.enrolment.CountedAuthenticateForm",
    "reauthenticate": "amparo.access.enrolment.CountedReauthenticateForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if env("AMPARO_SMTP") else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = env("AMPARO_SMTP", "localhost")
DEFAULT_FROM_EMAIL = env("AMPARO_FROM", "amparo@localhost")

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet": {"()": "amparo.core.quiet.QuietFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "filters": ["quiet"], "formatter": "line"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "procrastinate": {"level": "WARNING"}, "amparo": {"level": "INFO"}},
}
