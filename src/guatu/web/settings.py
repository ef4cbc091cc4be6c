"""Settings, from the environment. docs/operations.md lists the variables; every one has a default that works."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from guatu.web.base.database import database_settings

HERE = Path(__file__).parent
GUATU_HOME = Path(os.environ.get("GUATU_HOME") or "var").resolve()
GUATU_KEPT_ARCHIVES = int(os.environ.get("GUATU_KEPT_ARCHIVES", "4"))  # plans judged for one page that serve the next
GUATU_TODAY = os.environ.get("GUATU_TODAY", "")  # a fixed day for demonstrations and tests
HTTPS = os.environ.get("GUATU_HTTPS", "") == "1"


def secret_key(path: Path) -> str:
    """The machine's own key, made at the first start and readable by its owner only. An empty file is no key."""
    if not path.exists() or not path.stat().st_size:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # another process was first: its key stands, whole
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")


SECRET_KEY = secret_key(GUATU_HOME / "secret.key")
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("GUATU_HOSTS", "").split(",") if h] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
    socket.gethostname(),
]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "guatu.web.base.queue.QueueConfig",
    "rules.apps.AutodiscoverRulesConfig",
    "guatu.web.audit",
    "guatu.web.people",
    "guatu.web.decisions",
    "guatu.web.figures",
    "guatu.web.plans.ledger",
    "guatu.web.plans.review",
    "guatu.web.plans.amend",
    "guatu.web.tasks",
    "guatu.web.standing",
    "guatu.web.search",
    "guatu.web.loads",
    "guatu.web.check",
    "guatu.web.public",
    "guatu.web.office",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "guatu.web.base.middleware.ContentPolicy",
    "guatu.web.base.middleware.RequestOrigin",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guatu.web.base.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "guatu.web.base.asof.AsOfMiddleware",
    "guatu.web.people.middleware.SessionLimits",
    "guatu.web.people.middleware.FirstPassword",
    "guatu.web.people.middleware.SecondFactor",
    "guatu.web.base.middleware.SayErrors",
    "guatu.web.audit.middleware.LogRefusalsAndExports",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "guatu.web.urls"
WSGI_APPLICATION = "guatu.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guatu.web.public.context.page",
            ],
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("GUATU_DATABASE_URL", ""), GUATU_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"] if (HERE / "static").is_dir() else []
WHITENOISE_USE_FINDERS = True  # straight from the installed package: nothing to collect, nothing to forget
WHITENOISE_MAX_AGE = 600

# Who may come in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "guatu.web.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "guatu.web.people.passwords.UnlikeThePerson",
     "OPTIONS": {"user_attributes": ("username", "display_name")}},
    {"NAME": "guatu.web.people.passwords.NotCommon"},
    {"NAME": "guatu.web.people.passwords.ThreeClasses"},
    {"NAME": "guatu.web.people.passwords.NotGuessed"},
    {"NAME": "guatu.web.people.passwords.LongerForAdministrators"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "guatu.web.people.accounts.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,20/15m/key"}  # an address, and the codes of one
# account's second factor; axes below locks the account for wrong passwords
MFA_ADAPTER = "guatu.web.people.accounts.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Guatu"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = ["username"]  # one address is a whole office behind a gateway; allauth limits addresses
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the audit log has it
AXES_USERNAME_CALLABLE = "guatu.web.people.accounts.username_tried"
AXES_LOCKOUT_CALLABLE = "guatu.web.people.accounts.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]  # what was typed as a name may be a password
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = [
    "axes.W006"
]  # it asks for the address, see above; nothing else is counted that can be rotated

SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True  # thirty idle minutes, not thirty minutes
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Jobs (web/base/jobs.py). One that takes longer than this is stopped and counts as failed; one whose worker was killed
# is taken up again when its lock ends, which is after everything that may stand before it in the queue.
JOB_SECONDS = int(os.environ.get("GUATU_JOB_SECONDS") or 300)
Q_CLUSTER = {
    "name": "guatu",
    "orm": "default",
    "workers": 1,
    "queue_limit": 1,
    "timeout": JOB_SECONDS,
    "retry": 3 * JOB_SECONDS + 5,
    "max_attempts": 2,
    "catch_up": False,  # hours that passed while we stood still are one hour
    "poll": 1,
    "guard_cycle": 1,
    "save_limit": 250,
}

# What may be sent to us
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}, "django.request": {"level": "ERROR"}, "django-q": {"level": "CRITICAL"}},
}
