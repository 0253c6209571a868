"""One product and one browser for the whole folder; a failing test leaves what its people saw."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from amparo.config.server.testing import ThrowAwayServer
from tests.browser.crawl import Eyes
from tests.browser.people import Seat, sit
from tests.browser.product import Product
from tests.conftest import TEMPLATE

HERE = Path(__file__).parent
DATABASE = "amparo_browser"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run "
    "--disable-dev-shm-usage --force-prefers-reduced-motion"
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Everything here drives a browser. Whether all was seen is asked only of a run that looks at all of it."""
    here = [item for item in items if HERE in item.path.parents]
    for item in here:
        item.add_marker("browser")
    if {path.name for path in HERE.glob("test_*.py")} - {item.path.name for item in here} or config.option.keyword:
        left_out = [item for item in here if item.path.name == "test_whole.py"]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    """Remembers how a test went, so that its fixtures know."""
    report = yield
    setattr(item, f"went_{report.when}", report)
    return report


@pytest.fixture(scope="package")
def product(server: ThrowAwayServer, keys: None) -> Iterator[Product]:
    """The product, with 14 files of the demonstration."""
    server.clone(TEMPLATE, DATABASE)
    running = Product(server, DATABASE)
    yield running
    running.stop()
    shutil.rmtree(running.data, ignore_errors=True)
    server.drop(DATABASE)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium of this machine. Missing is a failure: `./amparo test` installs it or says how."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield running
        running.close()


@pytest.fixture(scope="package")
def eyes() -> Eyes:
    """The eyes that look at every page; they remember what they saw."""
    return Eyes()


@pytest.fixture
def seat(browser: Browser, product: Product, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Seat]]:
    """`seat("Rosaura")` is that person signed in, `seat()` somebody at the door. At the end no console has complained."""
    seats: list[Seat] = []

    def take(name: str = "", **options: Any) -> Seat:
        seats.append(sit(browser, product.url, **options))
        return seats[-1].enter(name) if name else seats[-1]

    yield take
    failed = getattr(request.node, "went_call", None) is None or request.node.went_call.failed
    complaints = [line for one in seats for line in one.complaints]
    for number, one in enumerate(seats):
        if failed:
            one.page.screenshot(path=tmp_path / f"{number}.png", full_page=True)
            (tmp_path / f"{number}.txt").write_text(f"{one.page.url}\n{one.text()}")
        one.context.close()
    if failed:
        (tmp_path / "web.log").write_text(product.log())
    assert complaints == []
