"""One's own password, links for those who cannot log in, the feed of findings, the page for programs."""

import time
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import httpx
import pytest
from bs4 import BeautifulSoup

from review.guards import tokens
from review.routes import shares

STORY = "/stories/security-guarantees"
ATOM = "{http://www.w3.org/2005/Atom}"


def stranger(site, url):
    """Return what somebody without cookies gets."""
    return httpx.get(url if url.startswith("http") else site.url + url, trust_env=False)


def test_people_change_their_own_password_and_other_browsers_log_in_again(staffed):
    here, there = staffed.client("editor"), staffed.client("editor")
    assert here.submit("/me/password", old="wrong", password="a new password").status_code == 401
    assert here.submit("/me/password", old="correct horse", password="short").status_code == 422
    assert here.submit("/me/password", old="correct horse", password="a new password").status_code == 200
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 303
    assert staffed.client("editor", "a new password").get("/check").status_code == 200, "the role stays"
    assert [entry.action for entry in staffed.store.users.trail()][1] == "password"


def test_where_nobody_logs_in_there_is_no_password(shared):
    client = shared.client()
    assert "there is no password" in client.get("/me").text
    assert client.submit("/me/password.json", old="x", password="a new password").status_code == 409


def test_whoever_has_a_link_reads_one_report_until_its_day(staffed):
    editor = staffed.client("editor")
    made = editor.submit(f"{STORY}/share.json", days="1").json()
    report = stranger(staffed, made["address"])
    assert report.status_code == 200
    assert report.headers["x-robots-tag"] == "noindex"
    page = BeautifulSoup(report.text, "lxml")
    assert len(page.select(".finding")) == 4
    assert page.select("form[method=post], a[href^='/']") == []
    assert stranger(staffed, STORY).status_code == 303
    assert stranger(staffed, made["address"][:-2]).status_code == 404
    old = tokens.sealed(shares.USE, f"{int(time.time()) - 1}~security-guarantees", staffed.app.state.key)
    assert stranger(staffed, f"/shared/{old}").status_code == 410
    assert staffed.client("reader").submit(f"{STORY}/share", days="1").status_code == 403


@pytest.mark.parametrize("days", ["0", "91", "x", "9" * 400])
def test_links_are_good_for_some_days(shared, days):
    assert shared.client().submit(f"{STORY}/share.json", days=days).status_code == 422


def test_a_shared_report_runs_its_own_script_and_nothing_else(open_page, site):
    address = site.client().submit(f"{STORY}/share.json").json()["address"]
    page = open_page(address)
    page.keyboard.press("j")
    assert "finding" in page.evaluate("document.activeElement.className")


def entries(text):
    return ET.fromstring(text).findall(f"{ATOM}entry")


def test_open_findings_are_a_feed_for_whoever_has_the_token(staffed, comparison):
    reader = staffed.client("reader")
    address = BeautifulSoup(reader.get("/").text, "lxml").select_one("link[type='application/atom+xml']")["href"]
    found = stranger(staffed, address)
    assert found.headers["content-type"].startswith("application/atom+xml")
    assert len(entries(found.text)) == 3, "no notes"
    first = entries(found.text)[0]
    link = urlsplit(first.find(f"{ATOM}link").get("href"))
    assert link.path == STORY
    assert link.fragment in {f"f-{each.id}" for each in comparison.findings}
    assert len(entries(stranger(staffed, f"{address}&worst=critical").text)) == 1
    assert entries(stranger(staffed, f"{address}&publisher=Nobody").text) == []
    critical = next(each for each in comparison.findings if each.severity == "critical")
    staffed.client("editor").submit(f"{STORY}/decisions", finding=critical.id, reason="deliberate", scope="text")
    assert len(entries(stranger(staffed, address).text)) == 2
    assert stranger(staffed, address[:-3]).status_code == 401
    staffed.client("admin").submit("/users/remove", name="reader")
    assert stranger(staffed, address).status_code == 401


def test_where_nobody_logs_in_the_feed_is_for_this_machine(shared):
    address = BeautifulSoup(shared.client().get("/?lang=uk").text, "lxml").select_one("a.end[href^='/findings']")[
        "href"
    ]
    assert stranger(shared, address).status_code == 200
    forged = tokens.sealed("feed", "local~", b"another key")
    assert stranger(shared, f"/findings.atom?token={forged}").status_code == 401


def test_the_page_for_programs_tells_what_openapi_does(shared):
    client = shared.client()
    page = BeautifulSoup(client.get("/api").text, "lxml")
    described = client.get("/openapi.json").json()["paths"]
    assert len(page.select(".operations > li")) == sum(map(len, described.values()))
    decide = page.select_one("#POST-stories-story-decisions\\.json").get_text(" ")
    for word in ("finding", "reason", "x-form-token", "decisions", "fixer"):
        assert word in decide
    assert "__" not in page.get_text(), "the module that a schema is of"
    assert page.select_one("#GET-health").get_text().count("Say that the app is up.") == 1
    assert all(link["href"].startswith("/") for link in page.select("link[href], a[href]:not(.skip)"))
