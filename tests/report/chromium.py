"""Debian's chromium, driven headless over files of this machine."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # there is none for root, which CI runs as
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--lang=ja",
    "--force-device-scale-factor=1",
)
_PATIENCE = 20.0  # seconds


def why_not() -> str | None:
    """Why no browser can be driven here; None where one can."""
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed"
    if BROWSER is None or DRIVER is None:
        return "needs Debian's packages chromium and chromium-driver"
    return None


@contextmanager
def open_browser(
    width: int = 1280, height: int = 800, *, dark: bool = False, phone: bool = False
) -> Iterator[Browser]:
    """A browser of that many pixels, closed at the end."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = str(BROWSER)
    for argument in (*_ARGUMENTS, f"--window-size={width},{height}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=Service(DRIVER))
    try:
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        yield Browser(driver)
    finally:
        driver.quit()


class Browser:
    """What the tests ask of a browser."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path, place: str = "") -> None:
        """Load a file anew, at a place behind #."""
        self.driver.get("about:blank")
        self.driver.get(path.resolve().as_uri() + place)
        self.wait(lambda: self.run("return document.documentElement.dataset.ready"))

    def go(self, place: str) -> None:
        """Follow a link within the page."""
        self.run("location.hash = arguments[0]", place)
        self.run("return new Promise((done) => setTimeout(done, 30))")

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that a selector finds."""
        return self.run(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)",
            selector,
        )

    def find(self, selector: str) -> Any:
        from selenium.webdriver.common.by import By

        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def press(self, *keys: str) -> None:
        """Press keys of selenium's Keys by name, or characters, where the focus is."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        for key in keys:
            ActionChains(self.driver).send_keys(getattr(Keys, key, key)).perform()

    def wait(self, seen: Callable[[], object]) -> None:
        end = time.monotonic() + _PATIENCE
        while not seen():
            assert time.monotonic() < end, "the page did not get there"
            time.sleep(0.02)

    def console(self) -> list[str]:
        """Everything that the page has said since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> set[str]:
        """Addresses asked for since the last call, but for those that hold their own data."""
        entries = (json.loads(e["message"])["message"] for e in self.driver.get_log("performance"))
        addresses = {
            entry["params"]["request"]["url"]
            for entry in entries
            if entry["method"] == "Network.requestWillBeSent"
        }
        return {address for address in addresses if not address.startswith(("data:", "about:"))}

    def picture(self, path: Path) -> None:
        self.driver.save_screenshot(str(path))


def type_into(browser: Browser, selector: str, text: str) -> None:
    field = browser.find(selector)
    field.clear()
    field.send_keys(text)


def choose(browser: Browser, column: str, value: str) -> None:
    browser.run(
        "const field = document.querySelector(`[data-filter=${arguments[0]}]`);"
        "field.value = arguments[1]; field.dispatchEvent(new Event('change'));",
        column,
        value,
    )
