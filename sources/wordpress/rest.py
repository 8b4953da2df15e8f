"""WordPress's REST interface: asked with an application password; what it refuses is told with what to do."""

from __future__ import annotations

import base64
import json
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from locales.messages import translatable
from parsers import links
from parsers.sanitize import text as clean
from sources.types import Reason, fetch_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sources.client import Answer
    from sources.http import Fetcher
    from sources.types import FetchError
    from sources.wordpress.site import WordPress

_NO_PASSWORD = translatable(
    "{site} needs the application password of {user}; put it into the environment variable {variable}"
)
_STRANGER = translatable(
    "{site} does not take the application password of {user} in {variable}; make a new one in the user's profile there,"
    " and let the web server pass Authorization on"
)
_MAY_NOT = translatable("{user} may not read {name}; make the user an editor in WordPress")
_NO_REST = translatable("{site} gives no REST answer (status {status}); check the site's address, and what blocks REST")
_ELSEWHERE = translatable("{site} redirects to {target}; give the address at which WordPress itself answers")
_NO_TYPE = translatable("{site} has no posts of the type {type}; give it as REST calls it, such as posts")
NO_POST = translatable("{name} is not there, or in the bin; check the number of the post")
_ODD = translatable("{site} makes nothing of what it was asked ({code}); check statuses and type in publishers.toml")
_STATUS = translatable("{site} answered with status {status}; try again later")
_BY_STATUS = {
    400: (Reason.STATUS, _ODD),
    401: (Reason.STATUS, _STRANGER),
    403: (Reason.STATUS, _MAY_NOT),
    404: (Reason.NOT_FOUND, NO_POST),
}


def ask(
    fetcher: Fetcher, site: WordPress, route: str, name: str, **wanted: str
) -> tuple[dict[str, Any] | list[Any], Mapping[str, str]]:
    """Return what the interface says, and the headers.

    Args:
        fetcher: asks.
        site: whom.
        route: for what; by the form of address that needs no rules in the web server.
        name: what errors call it.
        wanted: the parameters.

    Raises:
        FetchError: no answer, or none that can be used.
    """
    url = f"{site.home}?{urlencode({'rest_route': f'/wp/v2/{route}', **wanted})}"
    answer = fetcher.ask(url, {"Authorization": _authorization(site), "Accept": "application/json"})
    try:
        data = json.loads(answer.body)
    except (ValueError, RecursionError):
        data = None
    if not 200 <= answer.status < 300 or not isinstance(data, dict | list):  # noqa: PLR2004 - success
        raise _refused(answer, data if isinstance(data, dict) else {}, site, name)
    return data, answer.headers


def _authorization(site: WordPress) -> str:
    password = os.environ.get(site.password, "").strip()
    if not password:
        variable = site.password
        raise fetch_error(Reason.CREDENTIALS, _NO_PASSWORD, site=site.home, user=site.user, variable=variable)
    return f"Basic {base64.b64encode(f'{site.user}:{password}'.encode()).decode()}"


def _refused(answer: Answer, said: Mapping[str, Any], site: WordPress, name: str) -> FetchError:
    """Return what is wrong with an answer, by its status and by the code that WordPress gives."""
    status = _status(answer, said)
    target = links.join(site.home, answer.headers.get("location", "").partition("?")[0])
    if 300 <= status < 400:  # noqa: PLR2004 - redirects
        reason, template = Reason.REDIRECT, _ELSEWHERE
    elif not said and status < 500:  # noqa: PLR2004 - not the server's own trouble
        reason, template = Reason.MEDIA_TYPE, _NO_REST
    elif said.get("code") == "rest_no_route":
        reason, template = Reason.NOT_FOUND, _NO_TYPE
    else:
        reason, template = _BY_STATUS.get(status, (Reason.STATUS, _STATUS))
    code = " ".join(clean(str(said.get("code") or "?")).split())[:60]
    named = {"site": site.home, "user": site.user, "variable": site.password, "type": site.type, "code": code}
    return fetch_error(reason, template, **named, name=name, target=target, status=status)


def _status(answer: Answer, said: Mapping[str, Any]) -> int:
    """Return the status of an answer; the one inside, where a parameter is refused to whoever may not ask for it."""
    try:
        return int(said["data"]["details"]["status"]["data"]["status"])
    except (KeyError, TypeError, ValueError):
        return answer.status
