"""A server that speaks LibreTranslate's API, and breaks it on demand."""

import json
from urllib.parse import parse_qs, urlsplit

from tests.support.site import Answer, Site

JSON = {"Content-Type": "application/json"}
LANGUAGES = ("uk", "en", "ru")


class Libre(Site):
    """Translates by putting the target language before the text; wants a key if it has one."""

    def __init__(self, key=""):
        super().__init__()
        self.key = key
        self.put("/translate", self._translate)

    @property
    def base(self):
        return self.url("/")

    def _translate(self, path):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if len(path) > 4094:  # what the server's own web server takes
            return Answer(status=400, body=b"Request Line is too large")
        if self.key and asked.get("api_key") != self.key:
            return self._error(403, "Invalid API key")
        if asked["source"] not in LANGUAGES or asked["target"] not in LANGUAGES:
            return self._error(400, f"{asked['target']} is not supported")
        return Answer(body=json.dumps({"translatedText": f"[{asked['target']}] {asked['q']}"}).encode(), headers=JSON)

    def _error(self, status, text):
        return Answer(status=status, body=json.dumps({"error": text}).encode(), headers=JSON)
