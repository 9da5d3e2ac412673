"""Settings. Every value that a site may change comes from the environment (`docs/settings.md`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from tongxin.config import env, safety

PACKAGE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = env.flag("TONGXIN_PRODUCTION")
DEBUG = env.flag("TONGXIN_DEBUG")
VAR_DIR = env.path("TONGXIN_VAR_DIR", PACKAGE_DIR.parent / "var")
for folder in (VAR_DIR / "static", VAR_DIR / "files"):
    folder.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.text("TONGXIN_SECRET_KEY") or ("" if PRODUCTION else safety.own_key(VAR_DIR))
ALLOWED_HOSTS = env.words("TONGXIN_ALLOWED_HOSTS", "" if PRODUCTION else "*")
BASE_URL = env.text("TONGXIN_BASE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "tongxin.common",
    "tongxin.accounts",
    "tongxin.organisations",
    "tongxin.facts",
    "tongxin.documents",
    "tongxin.corrections",
    "tongxin.places",
    "tongxin.naming",
    "tongxin.visits",
    "tongxin.editorial",
    "tongxin.programme",
    "tongxin.brands",
    "tongxin.workbench",
    "tongxin.portal",
    "tongxin.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "tongxin.common.chinese.middleware.LinkLanguageMiddleware",
    "tongxin.common.page_cache.middleware.PublicPageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tongxin.accounts.middleware.LanguageMiddleware",
    "tongxin.common.chinese.middleware.ScriptMiddleware",
    "tongxin.accounts.middleware.FirstPasswordMiddleware",
    "tongxin.organisations.middleware.SecondFactorMiddleware",
    "tongxin.editorial.middleware.EditorRoomMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tongxin.common.plain_query.PlainQueryMiddleware",
]

ROOT_URLCONF = "tongxin.config.urls"
WSGI_APPLICATION = "tongxin.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# SQLite with a write-ahead log is the embedded default; PostgreSQL in production. IMMEDIATE takes the write lock
# when a transaction begins, so that two writers queue (for 20 s) instead of failing half-way with "database is locked".
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'tongxin.sqlite3'}"), conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file as in earnest: threads of a test's server share no connection, as they would in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "tongxin.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    # From one address; a school's or an office's whole house may have the same.
    "naming_objection": "10/h/ip,40/d/ip",
}
# A person's fastest typing, for a whole office behind one address.
SEARCH_RATE_LIMITS = {"search_suggestions": "300/m/ip"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Tongxin"
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Roles that approve must have a second factor; the demo shows it but does not insist.
REQUIRE_SECOND_FACTOR = env.flag("TONGXIN_REQUIRE_SECOND_FACTOR", PRODUCTION)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workbench:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("zh-hant", _("繁體中文")), ("en", _("English"))]
# Traditional Chinese is converted as it goes out: which characters (OpenCC's names), and a site's own words over ours.
TRADITIONAL_VARIANT = env.one_of("TONGXIN_TRADITIONAL", ("s2tw", "s2hk", "s2t"))
GLOSSARY = env.text("TONGXIN_GLOSSARY")
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
FORMAT_MODULE_PATH = "tongxin.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TONGXIN_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "files"
FILE_UPLOAD_HANDLERS = [
    "tongxin.common.files.upload.CuttingUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# One attachment may hold at most this many bytes.
ATTACHMENT_MAX_BYTES = env.number("TONGXIN_ATTACHMENT_MAX_MB", 20) * 1024 * 1024
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
S3_BUCKET = env.text("TONGXIN_S3_BUCKET")
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": S3_BUCKET, "endpoint_url": env.text("TONGXIN_S3_ENDPOINT")},
    }

# Renditions of public pictures lie apart from attachments, which are served by permission only.
STORAGES["pictures"] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": str(VAR_DIR / "pictures"), "base_url": "/pictures/"},
}
WAGTAILIMAGES_IMAGE_MODEL = "common.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "tongxin.common.pictures.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = ATTACHMENT_MAX_BYTES
WAGTAILIMAGES_RENDITION_STORAGE = "pictures"
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILIMAGES_WEBP_QUALITY = 76
WAGTAILIMAGES_JPEG_QUALITY = 80
WAGTAIL_SITE_NAME = _("同心")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# The city has one: with one to choose from, the room offers no choice.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_I18N_ENABLED = False
# Accounts, passwords and addresses are looked after in the workbench.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# Pages are open to all or not there; what is read before it goes out is what goes out.
WAGTAIL_PRIVATE_PAGES = {"SHARED_PASSWORD": False}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILDOCS_EXTENSIONS = ["pdf", "doc", "docx", "xls", "xlsx", "csv", "txt", "odt", "ods", "zip"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "tongxin.editorial.file_form.FileForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Nothing is looked up at another host.
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# Shared by all processes of a machine, so that rate limits count every attempt once.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR_DIR / "cache")}
}

# Public pages are kept in each web process until anything changes, and at most so long (seconds), since some change by
# the clock alone. Several machines behind one address do not see each other's changes: set 0 there.
PAGE_SECONDS = env.number("TONGXIN_PAGE_SECONDS", 60)
# A base map under the places: a MapLibre style (its address on this site or one that the policy then allows). None: a plain ground.
BASEMAP = env.text("TONGXIN_BASEMAP")
# Where places of the city can be (west, south, east, north, WGS-84); none: around the districts' outlines.
CITY_BOUNDS = env.bounds("TONGXIN_CITY_BOUNDS")

# Whoever says that a page is wrong is answered within so many working days.
CORRECTION_WORKING_DAYS = env.number("TONGXIN_CORRECTION_DAYS", 3)

# How many days a column of the public site may stand still, and an enquiry wait, before the site fails inspection.
COLUMN_DAYS = env.numbers("TONGXIN_COLUMN_DAYS", {"home": 14, "news": 14, "notices": 182, "enquiries": 91})

# Whose pages are the same for everybody who is not signed in: names of URL namespaces or of single addresses.
PUBLIC_PAGES = {"portal", "wagtail_serve"}
# Cookies by which a visitor chooses how a page looks.
PAGE_COOKIES = ("django_language", "tongxin_look")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

EMAIL_BACKEND = f"django.core.mail.backends.{env.one_of('TONGXIN_EMAIL', ('console', 'smtp'))}.EmailBackend"
EMAIL_HOST = env.text("TONGXIN_EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("TONGXIN_EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("TONGXIN_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("TONGXIN_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("TONGXIN_EMAIL_TLS")
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.text("TONGXIN_EMAIL_FROM", "tongxin@localhost")

# Nothing is loaded from another host, nothing runs that stands in a page: no unsafe-inline, no unsafe-eval.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        # The map's worker; a base map of another host is the one thing that may be loaded from elsewhere.
        "worker-src": [SELF],
        "frame-ancestors": [NONE],
    }
}
for _host in {"{0.scheme}://{0.netloc}".format(urlsplit(BASEMAP))} if urlsplit(BASEMAP).netloc else ():
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["connect-src"].append(_host)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(_host)
# The editor's room is Wagtail's own interface, whose pages hold scripts and styles; still nothing from another host.
EDITOR_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("http") else []
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.flag("TONGXIN_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = env.number("TONGXIN_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    # A load balancer asks over plain HTTP from within.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

    safety.refuse_unsafe(
        secret_key=SECRET_KEY,
        debug=DEBUG,
        hosts=ALLOWED_HOSTS,
        base_url=BASE_URL,
        second_factor=REQUIRE_SECOND_FACTOR,
        ssl_redirect=SECURE_SSL_REDIRECT,
        hsts_seconds=SECURE_HSTS_SECONDS,
    )

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Every saved draft and every task that went well is a line there; our own audit trail says it better.
    "loggers": {"wagtail": {"level": "WARNING"}, "django_tasks": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.text("TONGXIN_LOG_LEVEL", "INFO")},
}
