"""The report in a real browser: loads silently, sorts, filters, links to rows, shows places."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.report.chromium import Browser, choose, open_browser, type_into, why_not

Row = dict[str, object]


def rows_of(output: Path, table: str) -> list[Row]:
    return pq.read_table(output / f"{table}.parquet").to_pylist()


def cells(browser: Browser, column: str) -> list[str]:
    """The texts of a column of the rows in sight."""
    return browser.run(
        """
        const heads = [...document.querySelectorAll('.scroller thead tr:first-child th')];
        const at = heads.findIndex((head) => head.dataset.column === arguments[0]);
        return [...document.querySelectorAll('.scroller tbody tr[data-id]')]
          .map((row) => row.cells[at].textContent);
        """,
        column,
    )


VIEWS = ["", "#figures", "#programs", "#quantities", "#changes", "#documents", "#no-such-row"]


@pytest.mark.parametrize("place", VIEWS)
def test_every_view_opens_without_a_word_or_a_request(
    browser: Browser, page: Path, place: str
) -> None:
    browser.open(page, place)
    assert browser.requests() == {page.as_uri()}
    assert browser.console() == []
    assert browser.find("main").text


def test_nothing_of_a_document_is_taken_for_html(browser: Browser, page: Path) -> None:
    browser.open(page, "#programs")
    type_into(browser, "#search", "救急の整備")
    [name] = cells(browser, "name")
    assert "<script>document.title='ran'</script>" in name
    browser.press("TAB")
    browser.find("tr.active").click()
    browser.open(page)
    browser.go("#changes")
    browser.find("tr.active").click()
    assert "ran" not in browser.run("return document.title")
    assert browser.run("return document.querySelectorAll('script:not([type])').length") == 1
    assert browser.run("return document.querySelectorAll('img[onerror], img[src=x]').length") == 0


def test_the_policy_stops_a_script_and_a_request(page: Path) -> None:
    if reason := why_not():
        pytest.skip(reason)
    with open_browser() as browser:
        browser.open(page)
        browser.run(
            "const image = new Image(); image.src = 'https://keikaku.invalid/x.png';"
            "document.body.append(image);"
        )
        browser.wait(lambda: any("Content Security Policy" in m for m in browser.console()))
        with pytest.raises(Exception, match="TrustedHTML"):
            browser.run("document.body.innerHTML = '<b>bold</b>'")


def test_failed_checks_come_first(browser: Browser, page: Path, output: Path) -> None:
    failed = [row["message_ja"] for row in rows_of(output, "checks") if row["status"] == "fail"]
    assert failed
    browser.open(page)
    assert browser.texts("#view-overview section:first-child .checks a") == failed
    assert browser.texts("#view-overview section:first-child h2") == ["合わなかった検算"]


def test_documents_show_their_coverage(browser: Browser, page: Path, output: Path) -> None:
    browser.open(page)
    shown = browser.run(
        "return [...document.querySelectorAll('meter')].map((m) => [m.value, m.max])"
    )
    documents = rows_of(output, "documents")
    assert shown == [[d["numerals_claimed"], d["numerals"]] for d in documents if d["numerals"]]


def test_a_click_on_a_head_sorts_numbers_as_numbers(
    browser: Browser, page: Path, output: Path
) -> None:
    amounts = [r["total_yen"] for r in rows_of(output, "programs") if r["total_yen"] is not None]
    browser.open(page, "#programs")
    head = "th[data-column=total_yen]"
    for direction, wanted in (
        ("ascending", sorted(amounts)),
        ("descending", sorted(amounts)[::-1]),
    ):
        browser.find(f"{head} button").click()
        assert browser.find(head).get_attribute("aria-sort") == direction
        shown = [int(text.replace(",", "")) for text in cells(browser, "total_yen")]
        assert shown == wanted[: len(shown)]
        assert len(shown) > 10
    assert "sort=-total_yen" in browser.run("return location.hash")
    browser.find(f"{head} button").click()
    assert browser.find(head).get_attribute("aria-sort") == "none"


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        (">5000000", lambda yen: yen > 5_000_000),
        ("<=816000", lambda yen: yen <= 816_000),
        ("549,000..1,122,000", lambda yen: 549_000 <= yen <= 1_122_000),
        ("１２００..", lambda yen: yen >= 1200),
    ],
)
def test_numbers_are_filtered_by_bounds(
    browser: Browser, page: Path, output: Path, typed: str, fits: object
) -> None:
    assert callable(fits)
    amounts = [r["total_yen"] for r in rows_of(output, "programs") if r["total_yen"] is not None]
    browser.open(page, "#programs")
    type_into(browser, "[data-filter=total_yen]", typed)
    wanted = sum(1 for yen in amounts if fits(yen))
    assert 0 < wanted <= len(amounts)
    assert f"中 {wanted:,} 行" in browser.find(".count").text


def test_search_folds_widths_and_needs_every_word(browser: Browser, page: Path) -> None:
    browser.open(page, "#programs")
    type_into(browser, "#search", "１,２００,０００ 救急")
    assert len(cells(browser, "name")) == 1
    type_into(browser, "#search", "救急 相談窓口")
    assert cells(browser, "name") == []
    assert "該当する行はありません" in browser.find(".scroller tbody").text
    browser.find(".clear").click()
    assert len(cells(browser, "name")) > 10


def test_few_values_are_offered_as_a_choice(browser: Browser, page: Path, output: Path) -> None:
    wanted = sum(row["level"] == "total" for row in rows_of(output, "programs"))
    browser.open(page, "#programs")
    choose(browser, "level", "total")
    assert cells(browser, "level") == ["total"] * wanted
    assert wanted > 0


def test_an_address_keeps_search_sort_and_filters(browser: Browser, page: Path) -> None:
    browser.open(page, "#programs?q=支援&sort=-total_yen&f.level=program")
    assert browser.run("return document.getElementById('search').value") == "支援"
    assert set(cells(browser, "level")) == {"program"}
    assert browser.find("th[data-column=total_yen]").get_attribute("aria-sort") == "descending"


def test_a_link_opens_its_row_even_where_a_filter_hides_it(
    browser: Browser, page: Path, output: Path
) -> None:
    row = rows_of(output, "programs")[5]
    browser.open(page, "#programs?q=nothing-like-that")
    browser.go(f"#{row['row_id']}")
    assert browser.find("aside h2").text == row["name"]
    assert browser.find("tr.active").get_attribute("data-id") == row["row_id"]
    assert browser.find(".address").get_attribute("value") == f"{page.as_uri()}#{row['row_id']}"


def test_a_row_links_to_the_rows_that_it_names(browser: Browser, page: Path, output: Path) -> None:
    row = next(r for r in rows_of(output, "budgets") if r["program_row_id"])
    browser.open(page, f"#{row['row_id']}")
    browser.find(f"aside dd a[href='#{row['program_row_id']}']").click()
    browser.wait(
        lambda: browser.find("tr.active").get_attribute("data-id") == row["program_row_id"]
    )
    assert browser.find("#tabs [aria-current]").text == "事業"


def test_a_row_shows_its_checks_and_numbers(browser: Browser, page: Path, output: Path) -> None:
    [check] = [c for c in rows_of(output, "checks") if c["status"] == "fail"][:1]
    named = check["row_ids"]
    assert isinstance(named, list)
    browser.open(page, f"#{named[0]}")
    assert check["message_ja"] in browser.texts("aside .checks a")
    taken = [q for q in rows_of(output, "quantities") if q["claimed_by"] == named[0]]
    links = browser.run("return [...document.querySelectorAll('aside a')].map((a) => a.hash)")
    assert {f"#{q['row_id']}" for q in taken} <= set(links)


def test_the_characters_of_a_text_are_highlighted(
    browser: Browser, page: Path, output: Path
) -> None:
    rows = [r for r in rows_of(output, "programs") if r["source_file"] == "harm.tsv"]
    for row in rows:
        browser.open(page, f"#{row['row_id']}")
        lines = browser.run(
            "return [...document.querySelectorAll('.lines .hit')].map((li) => li.dataset.line)"
        )
        assert lines == [str(row["line"])]
        assert sorted(browser.texts(".lines mark")) == sorted(str(row["source_text"]).split("\n"))
    assert any("𠮷" in str(row["name"]) for row in rows)


def test_the_box_lies_where_the_row_says(browser: Browser, page: Path, output: Path) -> None:
    row = next(r for r in rows_of(output, "programs") if r["bbox"])
    browser.open(page, f"#{row['row_id']}")
    browser.wait(lambda: browser.run("return document.querySelector('.sheet img').naturalWidth"))
    box, sheet, size = browser.run(
        """
        const rectangle = (selector) => {
          const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
          return [x, y, width, height];
        };
        const read = (id) => JSON.parse(document.getElementById(id).textContent);
        const [pages] = Object.values(read('pages'));
        const [width, height] = read(Object.values(pages)[0]);
        return [rectangle('.box'), rectangle('.sheet'), [width, height]];
        """
    )
    scale = sheet[2] / size[0]
    found = {
        "x0": (box[0] - sheet[0]) / scale,
        "top": (box[1] - sheet[1]) / scale,
        "x1": (box[0] + box[2] - sheet[0]) / scale,
        "bottom": (box[1] + box[3] - sheet[1]) / scale,
    }
    assert found == pytest.approx(row["bbox"], abs=3.5)  # points; the box leaves a little room


def test_keys_alone_reach_a_row_and_come_back(browser: Browser, page: Path) -> None:
    browser.open(page, "#programs")
    browser.press("TAB")
    assert browser.run("return document.activeElement.className") == "skip"
    browser.run("document.querySelector('.scroller').focus()")
    second = browser.texts(".scroller tbody tr[data-id]")[2]
    browser.press("ARROW_DOWN", "ARROW_DOWN")
    assert browser.texts("tr.active") == [second]
    browser.press("END")
    last = browser.find("tr.active").get_attribute("aria-rowindex")
    assert int(last) == int(browser.find(".scroller").get_attribute("aria-rowcount"))
    browser.press("HOME", "ENTER")
    browser.wait(lambda: browser.run("return document.activeElement.tagName") == "H2")
    browser.press("ESCAPE")
    browser.wait(lambda: not browser.find("aside").is_displayed())
    assert browser.run("return document.activeElement.className") == "scroller"
    browser.press("/")
    assert browser.run("return document.activeElement.id") == "search"


def test_columns_can_be_shown_and_hidden(browser: Browser, page: Path, output: Path) -> None:
    browser.open(page, "#programs")
    assert browser.texts("th[data-column=row_id]") == []
    browser.find(".columns summary").click()
    browser.find(".columns input[value=row_id]").click()
    assert cells(browser, "row_id")[0] == rows_of(output, "programs")[0]["row_id"]


def test_charts_are_drawn_with_their_captions(browser: Browser, page: Path) -> None:
    browser.open(page, "#figures")
    captions = browser.texts("figcaption")
    assert any("chiba-home-care-2024.pdf" in caption for caption in captions)
    assert len(browser.texts(".chart svg")) == len(captions) > 0
    shapes = "return document.querySelector('.chart svg').getBoundingClientRect().height"
    assert browser.run(shapes) > 100


def test_changes_link_both_rows(browser: Browser, page: Path, output: Path) -> None:
    [change] = rows_of(output, "changes")
    browser.open(page)
    assert any("1,234,000" in text for text in browser.texts("#view-overview p"))
    browser.go(f"#{change['row_id']}")
    links = browser.run("return [...document.querySelectorAll('aside dd a')].map((a) => a.hash)")
    assert links == [f"#{change['row_id_from']}", f"#{change['row_id_to']}"]


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_shows_the_row_as_a_sheet(page: Path, output: Path, dark: bool) -> None:
    if reason := why_not():
        pytest.skip(reason)
    row = next(r for r in rows_of(output, "programs") if r["bbox"])
    with open_browser(390, 800, dark=dark, phone=True) as browser:
        for place in ("", "#programs", "#figures"):
            browser.open(page, place)
            wide = browser.run("return document.documentElement.scrollWidth")
            assert wide <= 390, place
        browser.open(page, f"#{row['row_id']}")
        sheet = browser.run("return document.getElementById('place').getBoundingClientRect().width")
        assert sheet == 390
        light = "return getComputedStyle(document.body).backgroundColor"
        assert (browser.run(light) == "rgb(255, 255, 255)") is not dark
        assert browser.console() == []
