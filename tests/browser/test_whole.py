"""Nothing was left out: every view with a page of its own was in front of the eyes that look for faults."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.crawl import Eyes

# views that only act, answer a script, send a file, or lead away
NO_PAGE: set[str] = set()
# pages that need what the sample does not have; each is opened in the tests of its app
ELSEWHERE: dict[str, str] = {}


def test_every_view_was_seen(eyes: Eyes) -> None:
    if len(eyes.names) < 30:
        pytest.skip("only part of the folder ran")
    print(sorted(names(get_resolver()) - eyes.names))
    assert names(get_resolver()) - eyes.names - NO_PAGE - set(ELSEWHERE) == set()


def names(resolver: URLResolver) -> set[str]:
    """The names of all addresses."""
    found = set()
    for entry in resolver.url_patterns:
        found |= (
            names(entry)
            if isinstance(entry, URLResolver)
            else {entry.name}
            if isinstance(entry, URLPattern) and entry.name
            else set()
        )
    return found
