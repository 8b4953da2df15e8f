"""Pages of other sites in a real browser, against Prefect's server as ``zvirka serve`` runs it."""

import json
import re
from base64 import b64decode, b64encode
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import httpx
import pytest
from playwright.sync_api import Error, sync_playwright

from flows.serving.admission import basic
from tests.conftest import FLAGS, MORE_FLAGS
from tests.support.site import Answer, Site

#: A name that points to this machine once its page is there, which is what rebinding means.
REBOUND = "rebound.example"
#: Tries everything at once and tells what came of it.
ATTACK = """
async ({api, deployment, marker}) => {
  const json = {"Content-Type": "application/json"};
  const steps = [{"prefect.deployments.steps.run_shell_script": {script: `touch ${marker}`}}];
  const blind = (path, body) => fetch(api + path, {method: "POST", mode: "no-cors", credentials: "include", body});
  const asked = {
    read: () => fetch(api + "/deployments/filter", {method: "POST", headers: json, body: "{}"}),
    simple: () => fetch(api + "/deployments/name/check/check"),
    secrets: () => fetch(api + "/block_documents/filter",
      {method: "POST", headers: json, body: JSON.stringify({include_secrets: true})}),
    steps: () => fetch(api + "/deployments/" + deployment,
      {method: "PATCH", headers: json, body: JSON.stringify({pull_steps: steps})}),
    run: () => fetch(api + "/deployments/" + deployment + "/create_flow_run",
      {method: "POST", headers: json, body: JSON.stringify({name: "hostile", parameters: {story: "/etc"}})}),
    blind: () => blind("/deployments/" + deployment + "/create_flow_run",
      new Blob([JSON.stringify({name: "hostile", parameters: {story: "/etc"}})])),
    plain: () => blind("/deployments/" + deployment + "/create_flow_run",
      new Blob([JSON.stringify({name: "hostile"})], {type: "text/plain"})),
  };
  const told = {};
  for (const [name, ask] of Object.entries(asked)) {
    try { told[name] = await (await ask()).text(); } catch (error) { told[name] = ""; }
  }
  told.socket = await new Promise((resolve) => {
    const socket = new WebSocket(api.replace("http", "ws") + "/events/out", "prefect");
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("");
  });
  return told;
}
"""
NOTHING = dict.fromkeys(("read", "simple", "secrets", "steps", "run", "blind", "plain", "socket"), "")


@pytest.fixture(scope="module")
def browser():
    """Chromium, to which a name of somebody else's points here."""
    names = f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1"
    with sync_playwright() as playwright:
        arguments = [*FLAGS, *MORE_FLAGS, names]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield browser
        browser.close()


@pytest.fixture(params=["127.0.0.1", "127.0.0.2"])
def hostile(request):
    """A site on another port of this machine's address, which browsers call the same site, and one on another."""
    site = Site(request.param)
    site.put("/", Answer(body=b"<!doctype html><title>Weather</title><p>Sunny"))
    site.host = request.param
    yield site
    site.stop()


@pytest.fixture
def person(browser, serving):
    """Whoever is logged in to Prefect's pages."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(serving.address["enter"])
    page.wait_for_url("**/dashboard*")
    yield context
    context.close()


@pytest.fixture
def target(serving, tmp_path):
    """What is attacked; afterwards nothing must have become of it."""
    deployment = serving.ask("GET", "deployments/name/check/check")["id"]
    marker = tmp_path / "was-here"
    yield {"api": serving.address["api"], "deployment": deployment, "marker": str(marker)}
    assert serving.ask("GET", f"deployments/{deployment}")["pull_steps"] in (None, [])
    by_name = {"flow_runs": {"name": {"any_": ["hostile"]}}}
    assert serving.ask("POST", "flow_runs/filter", by_name) == []
    assert not marker.exists()


def test_a_page_of_another_site_gets_and_does_nothing(person, hostile, target):
    page = person.new_page()
    page.goto(hostile.url("/", hostile.host))
    assert page.evaluate(ATTACK, target) == NOTHING


#: A page that has got hold of the auth string asks for the values of all secrets.
KNOWING = """
async ({api, key}) => {
  const headers = {"Content-Type": "application/json", Authorization: key};
  const body = JSON.stringify({include_secrets: true});
  try { return await (await fetch(api + "/block_documents/filter", {method: "POST", headers, body})).text(); }
  catch (error) { return ""; }
}
"""


@pytest.fixture(scope="module")
def secret(serving):
    """The value of a secret block that the server keeps, which its owner can read."""
    value = "nobody-elses-7f3a91"
    kind = serving.ask("GET", "block_types/slug/secret")["id"]
    known = {"block_schemas": {"block_type_id": {"any_": [kind]}}}
    schema = serving.ask("POST", "block_schemas/filter", known)[0]["id"]
    block = {"name": "desk", "block_type_id": kind, "block_schema_id": schema, "data": {"value": value}}
    made = serving.ask("POST", "block_documents/", block)["id"]
    assert value in json.dumps(serving.ask("POST", "block_documents/filter", {"include_secrets": True}))
    yield value
    serving.ask("DELETE", f"block_documents/{made}")


def test_the_value_of_a_secret_reaches_no_page_of_another_site(person, hostile, serving, target, secret):
    page = person.new_page()
    page.goto(hostile.url("/", hostile.host))
    told = page.evaluate(ATTACK, target)
    knowing = page.evaluate(KNOWING, {"api": target["api"], "key": basic(serving.address["auth"])})
    assert secret not in json.dumps(told)
    assert knowing == ""


@pytest.mark.parametrize(
    "foreign",
    [
        {"Origin": "http://127.0.0.2:8000"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
        {"Host": REBOUND},
    ],
    ids=["origin", "site", "host"],
)
def test_the_guard_alone_keeps_a_secret_from_who_knows_the_key(serving, secret, foreign):
    answer = secrets(serving, foreign)
    assert answer.status_code in {403, 421}
    assert secret not in answer.text


def test_no_answer_may_be_read_by_other_sites_whatever_the_guard_lets_through(serving, secret):
    origin = serving.address["prefect"].replace(
        "http:", "https:"
    )  # as behind a proxy: the guard knows it, CORS does not
    answer = secrets(serving, {"Origin": origin})
    assert secret in answer.text
    assert "access-control-allow-origin" not in answer.headers


def secrets(serving, more):
    headers = {"Authorization": basic(serving.address["auth"]), **more}
    address = f"{serving.address['api']}/block_documents/filter"
    return httpx.post(address, json={"include_secrets": True}, headers=headers, timeout=60)


def test_a_form_of_another_site_starts_nothing(person, hostile, target):
    page = person.new_page()
    page.goto(hostile.url("/", hostile.host))
    action = f"{target['api']}/deployments/{target['deployment']}/create_flow_run"
    field = '<input name=\'{"name":"hostile","x":"\' value=\'"}\'>'  # is JSON once it is sent
    page.set_content(f'<form method=post enctype=text/plain action="{action}">{field}</form>')
    with page.expect_navigation() as went:
        page.evaluate("document.forms[0].submit()")
    assert went.value.status == 403


def test_prefects_pages_stand_in_no_frame(person, hostile, serving):
    page = person.new_page()
    page.goto(hostile.url("/", hostile.host))
    page.set_content(f'<iframe src="{serving.address["prefect"]}/deployments"></iframe>')
    page.wait_for_timeout(500)
    (_, frame) = page.frames
    assert "Deployments" not in frame.evaluate("document.body.innerText")


def test_a_name_that_comes_to_point_here_owns_nothing(person, serving, target):
    port = serving.address["prefect"].rpartition(":")[2]
    page = person.new_page()
    answer = page.goto(f"http://{REBOUND}:{port}/")
    assert answer.status == 421
    asked = {**target, "api": f"http://{REBOUND}:{port}/api"}
    told = page.evaluate(ATTACK, asked)
    assert told.pop("socket") == ""
    assert {text.strip() for text in told.values()} == {
        "this server has no such name; where a proxy of yours sends it, add it to serve.hosts"
    }


def test_no_other_site_is_told_that_it_may_ask(serving):
    asks = {"Origin": "http://127.0.0.2:8000", "Access-Control-Request-Method": "PATCH"}
    for method in ("OPTIONS", "GET"):
        answer = httpx.request(method, f"{serving.address['api']}/health", headers=asks)
        assert answer.status_code == 403
        assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("version", ["/v2/deployments", "/deployments"])
def test_prefects_own_pages_show_the_deployments(person, serving, version):
    errors = []
    page = person.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(serving.address["prefect"] + version)
    for name in ("batch", "check", "maintain", "recheck", "watch", "work"):
        page.get_by_role("link", name=name, exact=True).first.wait_for(timeout=20_000)
    assert errors == []


@pytest.mark.parametrize("version", ["/v2", ""])
def test_prefects_form_has_a_field_for_each_language(person, serving, version):
    deployment = serving.ask("GET", "deployments/name/check/check")["id"]
    page = person.new_page()
    page.goto(f"{serving.address['prefect']}{version}/deployments/deployment/{deployment}/run")
    for label in ("UA", "EN", "RU"):
        page.get_by_text(re.compile(rf"^{label} \(Optional\)")).first.wait_for(timeout=40_000)


@pytest.mark.parametrize("version", ["/v2", ""])
def test_a_run_is_started_from_prefects_own_form(person, serving, version):
    deployment = serving.ask("GET", "deployments/name/maintain/maintain")["id"]
    page = person.new_page()
    page.goto(f"{serving.address['prefect']}{version}/deployments/deployment/{deployment}/run")
    submit = page.get_by_role("button", name=re.compile("^(Submit|Run)$")).last
    for _ in range(5):
        with page.expect_response(re.compile("/create_flow_run$")) as answered:
            submit.click()
        if answered.value.status != HTTPStatus.SERVICE_UNAVAILABLE:  # the server is busy, and a person presses again
            break
    assert answered.value.status == 201
    assert json.loads(answered.value.text())["deployment_id"] == deployment


def test_an_address_of_an_earlier_server_lets_nobody_in(browser, serving):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{serving.address['prefect']}/enter#zvirka:of-yesterday")
    page.get_by_text("zvirka status tells the new one").wait_for()
    assert page.url.endswith("/enter")
    assert page.evaluate("localStorage.length") == 0
    context.close()


def test_what_lets_in_is_seen_by_no_other_port(person, hostile, serving):
    """As a cookie would be; the only ones are those of the library in Prefect's pages that may reach nobody."""
    ticket = unquote(serving.address["enter"].partition("#")[2])
    page = person.new_page()
    page.goto(hostile.url("/", hostile.host))
    cookies = [each.partition("=") for each in page.evaluate("document.cookie").split("; ") if each]
    assert all(name.startswith("AMP_") for name, _, _ in cookies)
    held = [value + unquote(b64decode(unquote(value)).decode()) for _, _, value in cookies]
    assert not any(secret in value for value in held for secret in (ticket, b64encode(ticket.encode()).decode()))
    assert page.evaluate("localStorage.length") == 0


def test_no_page_that_serve_opens_asks_another_host_for_anything(browser, serving):
    """Prefect's pages load a script that analyses what people do, whatever its settings say."""
    context, asked = browser.new_context(), []
    context.on("request", lambda request: asked.append(urlsplit(request.url).hostname))
    page = context.new_page()
    page.goto(serving.address["enter"])
    page.wait_for_url(re.compile(r"/(v2/)?(dashboard)?$"), timeout=30_000)
    for path in ("/v2/dashboard", "/v2/runs", "/v2/deployments", "/dashboard", "/runs", "/deployments"):
        page.goto(serving.address["prefect"] + path, wait_until="networkidle")
    for path in ("/", "/publishers", "/check", "/set-aside", "/audit", "/users"):
        page.goto(serving.address["review"] + path, wait_until="networkidle")
    assert {host for host in asked if host is not None} == {"127.0.0.1"}  # an address without one is in the page
    with suppress(Error):
        page.goto("http://elsewhere.example/")
    assert "elsewhere.example" in asked, "what is asked is seen"
    context.close()
