"""The address of the network page in a real Chromium: it keeps the whole view, and nothing that stands in it does harm."""

from __future__ import annotations

import pytest

from .looking import quiet
from .test_network_views import PAGE, OpenPage, choose, choose_line, search, shown

pytestmark = pytest.mark.browser


def test_the_address_keeps_the_whole_view(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    page.click_on("#polarity-0")
    choose(page, "mode", "overview community")
    choose(page, "size", "ties")
    choose(page, "colour", "type")
    page.click_on("#zoom-in")
    search(page, "Åsbro kommun")
    page.click_on("#panel .actions button:nth-child(2)")
    page.click_on("#show-table")
    page.click_on("th[data-column=chapter] button")
    page.click_on("th[data-column=chapter] button")
    page.wait("location.hash.includes('show=table') && location.hash.includes('rows=')")
    look = (
        "[remissgraf.shown(), document.querySelector('#panel').innerText, document.querySelector('tbody').innerText,"
        " document.querySelector('#main').className, document.querySelector('#view-colour').value,"
        " document.querySelector('#view-size').value,"
        " document.querySelector('#view-mode').selectedOptions[0].textContent, document.querySelector('#polarity-0').checked]"
    )
    before = page.run(look)
    again = open_html(PAGE, address=page.run("location.hash"))
    assert again.run(look) == before
    quiet(again)


@pytest.mark.parametrize("what", ["group", "line"])
def test_the_address_keeps_what_is_chosen_in_an_overview(open_html: OpenPage, what: str) -> None:
    page = open_html(PAGE)
    choose(page, "mode", "overview community")
    if what == "line":
        assert choose_line(page)
    else:
        page.run("remissgraf.choose('grupp 1')")
    page.wait("location.hash.includes('group=')")
    chosen = "[document.querySelector('#panel').innerText, document.querySelector('#panel h2').innerText]"
    before = page.run(chosen)
    again = open_html(PAGE, address=page.run("location.hash"))
    assert again.run(chosen) == before
    again.run("location.hash = '#group=[%22__proto__%22,%22x%22,%22y%22]'")
    again.wait("!document.querySelector('#panel').innerText.includes('grupp 1')")
    quiet(again)


def test_the_address_keeps_the_place(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    page.click_on("#zoom-in")
    page.wait("location.hash.includes('place')")
    spot = page.run("remissgraf.place('C. Beredskap')")
    again = open_html(PAGE, address=page.run("location.hash"))
    assert again.run("remissgraf.place('C. Beredskap')") == pytest.approx(spot, abs=1)


@pytest.mark.parametrize(
    "address",
    [
        "#mode=[%22constructor%22]&by=[%22__proto__%22]&size=[%22toString%22]",
        "#mode=[%22path%22]&nodes=[%22x%22]",
        "#mode=[%22group%22]&open=[%22%3Cimg%20src=x%20onerror=alert(1)%3E%22]",
        "#place=[%22NaN%22,%221e999%22,%22x%22]&stance=%3Cscript%3E",
        "#%E0%A4%A",
    ],
)
def test_a_strange_address_does_no_harm(open_html: OpenPage, address: str) -> None:
    page = open_html(PAGE, address=address)
    assert shown(page)[0] > 0
    assert page.run("document.querySelectorAll('script').length") == 3
    quiet(page)
