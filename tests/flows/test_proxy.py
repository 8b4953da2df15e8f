"""Prefect's server behind a reverse proxy, as docs/growing.md shows it."""

import httpx
import pytest

from flows.serving.admission import basic
from tests.support.proxy import Proxy

#: As in ``serve.hosts``.
NAME = "prefect.example"


@pytest.fixture(params=[True])
def proxy(serving, request):
    proxy = Proxy(serving.address["prefect"], keeps_host=request.param)
    yield proxy
    proxy.stop()


def ask(proxy, serving, **headers):
    """Ask for the deployments with the key, by the proxy's name unless the headers say else."""
    sent = {"Host": NAME, "Authorization": basic(serving.address["auth"])}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(f"{proxy.url}/api/deployments/filter", json={}, headers=sent, timeout=60)


def test_who_has_the_key_is_let_in_by_the_proxys_name(proxy, serving):
    answer = ask(proxy, serving)
    assert answer.status_code == 200
    assert "check" in {each["name"] for each in answer.json()}
    assert ask(proxy, serving, Origin=f"https://{NAME}", Sec_Fetch_Site="same-origin").status_code == 200


def test_who_has_no_key_is_not(proxy, serving):
    assert ask(proxy, serving, Authorization="Basic Og==").status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "other.example"}, 421),
        ({"Host": f"{NAME}.other.example"}, 421),
        ({"X_Forwarded_Host": NAME, "Host": "other.example"}, 421),
        ({"Origin": "https://other.example"}, 403),
        ({"Origin": f"https://{NAME}:8443"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
    ],
)
def test_other_names_and_pages_of_other_sites_are_refused_behind_it_too(proxy, serving, headers, status):
    assert ask(proxy, serving, **headers).status_code == status


@pytest.mark.parametrize("proxy", [False], indirect=True)
def test_a_proxy_that_passes_no_host_on_opens_nothing_to_pages(proxy, serving):
    assert ask(proxy, serving, Origin=f"https://{NAME}").status_code == 403
