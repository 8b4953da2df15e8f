import pytest


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ZVIRKA_HOME", str(tmp_path))
    monkeypatch.setenv("ZVIRKA_ALLOW_HOSTS", "127.0.0.1")
    monkeypatch.setenv("ZVIRKA_REVIEW_URL", "https://review.example")
    return tmp_path
