"""Servers that speak the interfaces of translation services, and break them on demand."""

import json

from tests.support.site import Answer, Site

JSON = {"Content-Type": "application/json"}
#: What a machine makes of any text, so that it is in the language that was asked for.
WORDS = {
    "uk": "Так, ця українська чернетка є перекладом: {}",
    "en": "This is a draft in the English language made of: {}",
    "ru": "Это черновик на русском языке, который сделан из этого текста: {}",
}


def translated(text, target):
    """Return a translation that can be told from its source, and by its language."""
    return WORDS[target].format(sum(map(ord, text)))


class Libre(Site):
    """LibreTranslate; wants a key if it has one."""

    def __init__(self, key=""):
        super().__init__()
        self.key = key
        self.put("/translate", self._translate)

    @property
    def base(self):
        return self.url("/")

    def asked(self):
        """Return what was asked for, request by request."""
        return [json.loads(seen.body) for seen in self.seen]

    def _translate(self, _path):
        asked = json.loads(self.seen[-1].body)
        if self.key and asked.get("api_key") != self.key:
            return self._error(403, f"Invalid API key {asked.get('api_key')}")
        if asked["source"] not in WORDS or asked["target"] not in WORDS:
            return self._error(400, f"{asked['target']} is not supported")
        return Answer(
            body=json.dumps({"translatedText": translated(asked["q"], asked["target"])}).encode(), headers=JSON
        )

    def _error(self, status, text):
        return Answer(status=status, body=json.dumps({"error": text}).encode(), headers=JSON)


class Chat(Site):
    """An endpoint that speaks OpenAI's chat completions; answers with one text for all."""

    def __init__(self, text):
        super().__init__()
        self.text = text
        self.put("/v1/chat/completions", self._complete)

    @property
    def base(self):
        return self.url("/v1")

    def _complete(self, _path):
        said = {"choices": [{"message": {"role": "assistant", "content": self.text}}]}
        return Answer(body=json.dumps(said).encode(), headers=JSON)
