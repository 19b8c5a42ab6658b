"""What the built site must be: `make site-test`."""

import functools
import http.server
import re
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "build/site"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("**/*.html"))
PAGES = [name for name in PAGES if not name.startswith("_static")]
COLOURS = "index.html", "notebooks/02_perceptron.html", "notebooks/lookup.html"
sys.path.insert(0, str(ROOT / "tests/browser"))
import lab  # noqa: E402


class Page(HTMLParser):
    """The tags of a page, as (name, attributes), and its text."""

    def __init__(self, name):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed((SITE / name).read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


page_of = functools.cache(Page)


def built(path):
    return page_of(f"notebooks/{path.stem}.html")


def outputs(notebook):
    return [output for cell in notebook["cells"] for output in cell.get("outputs", [])]


def test_each_picture_has_the_description_that_its_chapter_gives(chapter):
    path, notebook = chapter
    pictures = [
        output["metadata"]["image/png"]
        for output in outputs(notebook)
        if "image/png" in output.get("data", {})
    ]
    found = [image["alt"] for image in built(path).all("img")]
    assert found == [picture["alt"] for picture in pictures]


def test_each_formula_is_on_the_page(chapter):
    path, notebook = chapter
    text = "\n\n".join(
        "".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"
    )
    text = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    formulas = re.findall(r"\$\$.+?\$\$|\$[^$]+\$", text, flags=re.DOTALL)
    page = built(path)
    assert len(page.all("math")) == len(formulas) > 20


def test_what_is_folded_in_the_chapter_is_closed(chapter):
    path, notebook = chapter
    hidden = [cell["metadata"].get("jupyter", {}) for cell in notebook["cells"]]
    folded = sum("".join(cell["source"]).count("<details>") for cell in notebook["cells"])
    details = built(path).all("details")
    assert len(details) == folded + sum(len(h) for h in hidden)
    assert not any("open" in attributes for attributes in details)
    assert "Guess first, then run this cell." not in built(path).text


def test_each_live_figure_says_where_it_moves(chapter):
    path, notebook = chapter
    live = sum(bool(re.search(r"^live\(", "".join(c["source"]), re.M)) for c in notebook["cells"])
    assert built(path).text.count("To move this figure:") == live > 0


@pytest.mark.parametrize("name", PAGES)
def test_no_link_is_dead(name):
    page = page_of(name)
    links = [
        value
        for _, attributes in page.tags
        for key, value in attributes.items()
        if key in ("href", "src")
    ]
    dead = []
    for link in filter(None, links):
        url = urlsplit(link)
        if url.scheme or url.netloc:
            continue
        target = (SITE / name).parent / unquote(url.path) if url.path else SITE / name
        target = target.resolve()
        if not target.is_file():
            dead.append(link)
        elif url.fragment and target.suffix == ".html":
            other = page_of(target.relative_to(SITE).as_posix())
            if not any(a.get("id") == url.fragment for _, a in other.tags):
                dead.append(link)
    assert not dead


@pytest.fixture(scope="module")
def address():
    """The address of a server of the site on this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    handler = functools.partial(Quiet, directory=SITE)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def chrome():
    with lab.browser() as chrome:
        yield chrome


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=["desktop", "phone"])
def page(chrome, address, request):
    """An empty page; at the end, it has met no error and asked nobody but the site."""
    width, scheme = request.param
    page = chrome.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=address
    )
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda r: faults.append(r.url))
    page.route(lambda url: not url.startswith(address), lambda route: route.abort())
    yield page
    page.close()
    assert not faults


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_everybody(page, name):
    page.goto(name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    # Looking at every letter's colour takes most of the time, and all chapters have the same colours.
    colours = {"color-contrast": {"enabled": name in COLOURS}}
    options = {"resultTypes": ["violations"], "rules": colours}
    serious = [
        f"{violation['id']}: {node['html'][:150]}"
        for violation in Axe().run(page, options=options).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert not serious


def test_search_finds_a_word(page):
    page.goto("search.html?q=softmax")
    page.get_by_role("link", name=re.compile("4. Turn scores")).first.wait_for()
