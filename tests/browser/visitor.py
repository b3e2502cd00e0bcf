"""A person with a browser: logged in, with everything that goes wrong on the way written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.browser.served import PROFILE, Served
from tests.machine import DEV_FILES

AXE = DEV_FILES / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]  # fmt: skip
# What axe found, as lines that a person can act on.
RUN_AXE = """async ([type, values]) => {
  const found = await axe.run(document, {runOnly: {type, values}});
  return found.violations.flatMap(each =>
    each.nodes.slice(0, 4).map(node => `${each.id}: ${node.html.slice(0, 160)}`));
}"""


@dataclass
class Visitor:
    """One page of one browser; `troubles` are console errors, faults of scripts and of requests."""

    site: Served
    context: BrowserContext
    page: Page
    programme: str = PROFILE
    troubles: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """The status of the page; a path without a slash in front is below the programme."""
        where = path if path.startswith("/") else f"/{self.programme}/{path}"
        answer = self.page.goto(self.site.url + where)
        assert answer is not None
        return answer.status

    def guard(self, route: Any, request: Request) -> None:
        if request.url.startswith((self.site.url, "data:")):
            route.continue_()
        else:
            self.outside.append(request.url)
            route.abort()

    def failed(self, request: Request) -> None:
        """A request that failed, unless the page was left before it was answered."""
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.url}: {request.failure}")

    def faults(self) -> list[str]:
        """What axe says of the page, by the rules of WCAG 2.2 A and AA; in the dark, of colours."""
        self.page.evaluate(AXE.read_text("utf-8") + ";0")
        light: list[str] = self.page.evaluate(RUN_AXE, ["tag", RULES])
        self.page.emulate_media(color_scheme="dark")
        dark: list[str] = self.page.evaluate(RUN_AXE, ["rule", ["color-contrast"]])
        self.page.emulate_media(color_scheme="light")
        return light + [f"dark: {each}" for each in dark]

    def width(self) -> int:
        found: int = self.page.evaluate("document.documentElement.scrollWidth")
        return found


@contextmanager
def visit(
    browser: Browser, site: Served, name: str = "", *, state: Any = None, **how: Any
) -> Iterator[Visitor]:
    """A browser of this person, from the demo's login page unless `state` remembers a login."""
    size = how.pop("size", (1440, 900))
    context = browser.new_context(
        locale="fi-FI",
        viewport={"width": size[0], "height": size[1]},
        storage_state=state,
        **how,
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    visitor = Visitor(site, context, page)
    context.route("**/*", visitor.guard)
    page.on("console", lambda m: visitor.troubles.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: visitor.troubles.append(str(error)))
    page.on("requestfailed", visitor.failed)
    if name and state is None:
        visitor.go("/accounts/login/")
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_role("navigation").first.wait_for()
    try:
        yield visitor
    finally:
        context.close()
