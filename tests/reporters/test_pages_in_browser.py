"""Every page in a real browser: what axe finds, light and dark, wide and at 320 pixels, on paper and by keyboard.

This needs more than Python (`pip install -e '.[browser]'` and a Chromium), so without it the tests are skipped; with
POLICYLINT_BROWSER=required, as in `.ci/run`, they fail instead.
"""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))  # an audit with a row of every state stands there

from test_matrix import HOSTILE, audited, made

from policylint.authoring.survey import survey
from policylint.reading.documents import read_bytes
from policylint.reporters.matrix_html import matrix_html
from policylint.reporters.survey_page import survey_page

ROOT = Path(__file__).parents[2]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
WIDE, NARROW = 1280, 320
TODAY = datetime.date(2026, 11, 23)


def missing(what: str) -> None:
    if os.environ.get("POLICYLINT_BROWSER") == "required":
        pytest.fail(f"{what}, and POLICYLINT_BROWSER=required")
    pytest.skip(f"{what}: pip install -e '.[browser]', and a Chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed")
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
        if found is None and not Path(playwright.chromium.executable_path).exists():
            missing("there is no Chromium")
        started = playwright.chromium.launch(executable_path=found)
        yield started
        started.close()


def surveys(*names: str) -> str:
    found = []
    for name in names:
        content = (ROOT / "tests/corpus" / name).read_bytes()
        found.append(survey(read_bytes(content, name), TODAY))
    return survey_page(found)


PAGES: dict[str, Callable[[], str]] = {
    "matrix": lambda: matrix_html(made(HOSTILE)),
    "matrix-of-a-sample": lambda: matrix_html(
        audited("water-district/network-ban.policy.yaml", ("scope", "consistency"))
    ),
    "survey": lambda: surveys("cdc-github-rules-of-behavior.md"),
    "surveys": lambda: surveys("cdc-github-rules-of-behavior.md", "digitalgov-cyber-vandalism-toolkit.md"),
}
"""Each kind of page that the program writes."""


@pytest.fixture(scope="module", params=PAGES)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("pages") / f"{request.param}.html"
    file.write_text(PAGES[request.param](), encoding="utf-8")
    return file.as_uri()


def opened(browser: Any, address: str, **how: Any) -> Any:
    page = browser.new_context(**how).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing(browser: Any, address: str, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, address, color_scheme=scheme, viewport={"width": width, "height": 900})
    # All rules: WCAG 2.0 to 2.2, A and AA, and best practice, and the contrast of AAA.
    rules = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
    found = Axe().run(page, options={"rules": rules, "resultTypes": ["violations"]}).response
    page.context.close()
    assert [
        (each["id"], node["html"][:200], node["failureSummary"])
        for each in found["violations"]
        for node in each["nodes"]
    ] == []
    assert {"color-contrast", "html-has-lang", "document-title", "landmark-one-main"} <= {
        each["id"] for each in found["passes"]
    }


def test_nothing_runs_out_of_a_narrow_window(browser: Any, address: str) -> None:
    """WCAG 1.4.10: at 320 pixels only a table scrolls sideways, never the page."""
    page = opened(browser, address, viewport={"width": NARROW, "height": 900})
    assert page.evaluate("document.scrollingElement.scrollWidth") == NARROW
    assert (
        page.evaluate(
            """[...document.querySelectorAll("body *")]
            .filter(each => !each.closest(".scroll, .skip") && each.getBoundingClientRect().right > innerWidth + 1)
            .map(each => each.outerHTML.slice(0, 100))"""
        )
        == []
    )
    page.context.close()


def test_no_word_of_ours_is_broken(browser: Any, address: str) -> None:
    """Heads and states stay whole on any screen: a column is as wide as its longest word."""
    page = opened(browser, address, viewport={"width": NARROW, "height": 900})
    broken = page.evaluate(
        """[...document.querySelectorAll("thead th, .state, .answer")].filter(each => {
            const range = document.createRange();
            const words = [...each.firstChild.textContent.matchAll(/[^\\s-]+/g)];
            return words.some(word => {
                range.setStart(each.firstChild, word.index);
                range.setEnd(each.firstChild, word.index + word[0].length);
                return range.getClientRects().length > 1;
            });
        }).map(each => each.outerHTML)"""
    )
    assert broken == []
    page.context.close()


STOP = """() => {
    const each = document.activeElement;
    const box = each.getBoundingClientRect();
    const style = getComputedStyle(each);
    return {
        stop: [...document.querySelectorAll("*")].indexOf(each),
        seen: box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0,
        marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(browser: Any, address: str) -> None:
    page = opened(browser, address, viewport={"width": NARROW, "height": 900})
    expected = page.evaluate(
        """[...document.querySelectorAll("*")]
        .map((each, number) => [each, number])
        .filter(([each]) => each.matches("a[href], summary, [tabindex='0']") && each.checkVisibility())
        .map(([each, number]) => number)"""
    )
    # Not every browser lets the keyboard reach what scrolls, unless it is told to.
    assert page.locator(".scroll[tabindex='0']").count() == page.locator(".scroll").count() > 0
    stops = []
    for _ in expected:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
    assert [each["stop"] for each in stops] == expected
    assert [each for each in stops if not (each["seen"] and each["marked"])] == []
    page.context.close()


def test_wide_tables_scroll_by_keyboard(browser: Any, address: str) -> None:
    page = opened(browser, address, viewport={"width": NARROW, "height": 900})
    wide = page.locator(".scroll").first
    wide.focus()
    for _ in range(100):  # scrolling is smooth, and the browser takes its time
        page.keyboard.press("ArrowRight")
        if wide.evaluate("each => each.scrollLeft"):
            break
    assert wide.evaluate("each => each.scrollLeft") > 0
    page.context.close()


def test_the_skip_link_skips(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "m.html").write_text(matrix_html(made("x")), encoding="utf-8")
    page = opened(browser, (tmp_path / "m.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the first policy"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.context.close()


def test_nothing_is_hidden_on_paper(browser: Any, address: str) -> None:
    """What is folded away on the screen is printed, in dark letters on white."""
    page = opened(browser, address, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    hidden = page.evaluate(
        """[...document.querySelectorAll("body *")]
        .filter(each => !each.checkVisibility({contentVisibilityAuto: true}) && !each.matches(".skip, nav, nav *"))
        .map(each => each.outerHTML.slice(0, 100))"""
    )
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert (hidden, colours) == ([], ["rgb(26, 26, 26)", "rgb(255, 255, 255)"])
    page.context.close()


def test_a_page_asks_for_nothing(browser: Any, address: str) -> None:
    """No request but for the page itself, no script, and nothing that the browser complains about."""
    context = browser.new_context()
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    assert (asked, said, page.evaluate("document.scripts.length")) == ([address], [], 0)
    context.close()
