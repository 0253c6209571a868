"""Every kind of page of every role: accessible, narrow, dark, light in weight, kept by no cache, silent on the console."""

from collections.abc import Callable

import pytest

from tests.browser.crawl import Eyes, Scale, pages
from tests.browser.people import CENTRE, COURT, HEALTH, OFFICER, OUTSIDER, PROSECUTOR, UPE, Seat

FIRST, LATER = 60, 25  # KB over the wire
ROLES = {
    "officer": OFFICER,
    "prosecutor": PROSECUTOR,
    "upe": UPE,
    "centre": CENTRE,
    "health": HEALTH,
    "court": COURT,
    "police supervisor": "Crnl. Aurelio Santa María",
    "upe supervisor": "Dra. Nora Villavicencio",
    "regional commission": "Ing. Saturnino Roca",
    "national secretariat": "Dr. Fabián Otiniano",
    "hotline": "Op. Milagros Chero",
    "administrator": "Ing. Lucía Tenorio",
    "data protection officer": "Abg. Renata Solís",
    "auditor": "CPC Óscar Lazo",
    "compact manager": "Lic. Bertha Lozada",
    "outsider": OUTSIDER,
}
NEW_EACH_TIME = {"mfa_activate_totp"}  # a fresh secret on every visit
LEAST = {"officer": 4, "prosecutor": 5, "upe": 8, "administrator": 5}  # kinds of pages, or the crawl went nowhere


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role(seat: Callable[..., Seat], eyes: Eyes, role: str) -> None:
    sitting = seat(ROLES[role])
    scale, faults, names = Scale(sitting.page), [], []
    for name, answer in pages(sitting):
        weight = scale.read()
        found = eyes.faults(sitting.page)
        if answer.status != 200:
            found.append(f"status {answer.status}")
        if "no-store" not in answer.headers.get("cache-control", ""):
            found.append("no-store is missing")
        if weight > LATER:
            found.append(f"{weight:.1f} KB")
        names.append(name)
        faults += [f"{name} {answer.url.removeprefix(sitting.url)}: {line}" for line in found]
    assert not faults, "\n".join(faults)
    assert len(names) >= LEAST.get(role, 2), names


def test_the_doors_from_outside(seat: Callable[..., Seat], eyes: Eyes) -> None:
    """Signed out: the sign-in page in a fresh browser with all it brings, and what it links to."""
    sitting = seat()
    scale, faults = Scale(sitting.page), []
    for name, answer in pages(sitting, "/cuenta/entrar/"):
        weight = scale.read()
        assert weight <= (FIRST if name == "account_login" else LATER), (name, weight)
        faults += [f"{name}: {line}" for line in eyes.faults(sitting.page)]
        assert answer.ok, (name, answer.status)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", [UPE, "Ing. Lucía Tenorio"])
def test_a_start_page_in_a_fresh_browser_is_light(seat: Callable[..., Seat], name: str) -> None:
    """Signed in, but nothing kept: page, style, script and signs together."""
    sitting = seat(name)
    scale = Scale(sitting.page)
    sitting.page.context.new_cdp_session(sitting.page).send("Network.clearBrowserCache")
    sitting.go("/")
    assert scale.read() <= FIRST


@pytest.mark.parametrize("name", [OFFICER, UPE])
def test_pages_say_the_same_without_script(seat: Callable[..., Seat], name: str) -> None:
    """What the reader reads and the number of buttons and links do not depend on a script."""
    with_script, without = seat(name), seat(name, java_script_enabled=False)
    different = []
    for kind, answer in pages(with_script):
        path = answer.url.removeprefix(with_script.url)
        without.go(path)
        if kind not in NEW_EACH_TIME and shown(with_script) != shown(without):
            different.append(f"{kind} {path}")
    assert not different


def shown(sitting: Seat) -> tuple[str, int]:
    main = sitting.page.locator("main")
    return main.inner_text(), main.locator("button:visible, a:visible").count()
