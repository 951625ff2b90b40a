# SPDX-License-Identifier: GPL-3.0-or-later
"""Headless Chromium for the tests of pages: Debian's, driven by Debian's selenium."""
import json
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-dev-shm-usage", "--window-size=1100,900"]


class Browser:
    """A browser with a profile of its own; close() ends it."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="kith-browser-", ignore_cleanup_errors=True)
        options = webdriver.ChromeOptions()
        for flag in [*FLAGS, f"--user-data-dir={self.profile.name}"]:
            options.add_argument(flag)
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)

    def open(self, path, scripts=True):
        """Opens a file as a user would, from disk, and waits until its charts are drawn; what was logged before is forgotten."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.resolve().as_uri())
        if scripts:
            self.wait(lambda: self.run("return document.documentElement.classList.contains('drawn')"))

    def run(self, script, *arguments):
        """Runs JavaScript in the page."""
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        """The elements that a CSS selector finds."""
        return self.driver.find_elements("css selector", selector)

    def one(self, selector):
        """The first of them."""
        return self.driver.find_element("css selector", selector)

    @staticmethod
    def wait(ready, seconds=60):
        """Waits until ready() is true."""
        end = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > end:
                raise AssertionError(f"not ready after {seconds} s")
            time.sleep(0.05)

    def complaints(self):
        """What the page wrote to the console: errors, and what its security policy refused."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """The addresses that were asked for since the page was opened."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def close(self):
        """Ends the browser."""
        self.driver.quit()
        self.profile.cleanup()
