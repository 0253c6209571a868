"""The gallery on a real port, with the policy of the product and no database."""

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

HERE = Path(__file__).parent
OVERRIDES: dict[str, Any] = {
    "ROOT_URLCONF": "tests.ui.urls",
    "MIDDLEWARE": [
        "django.middleware.security.SecurityMiddleware",
        "csp.middleware.CSPMiddleware",
        "django.middleware.gzip.GZipMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    "SECURE_REFERRER_POLICY": "same-origin",
    "LANGUAGE_COOKIE_NAME": "lang",
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"],
                "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            },
        }
    ],
}


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def gallery_settings() -> Iterator[None]:
    with override_settings(**OVERRIDES):
        yield


@pytest.fixture(scope="module")
def gallery(keys: None) -> Iterator[str]:
    """The address of the running gallery."""
    with override_settings(**OVERRIDES):
        assert not settings.DEBUG
        server = Server(("127.0.0.1", 0), Quiet)
        server.set_app(Static(WSGIHandler()))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        server.server_close()


class Static(StaticFilesHandler):
    """Serves static files from the apps, whatever DEBUG says."""

    def serve(self, request: Any) -> Any:
        from django.contrib.staticfiles.views import serve

        return serve(request, self.file_path(request.path), insecure=True)
