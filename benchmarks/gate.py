"""Asks the gate about made-up stories of twelve paragraphs in three languages: how long its answers take.

usage: python -m benchmarks.gate [--requests 60] [--at-once 20]

Cold is a story that nobody has asked about before, warm is the same story again; the encoder is loaded in both. Then
so many requests at once, of which none may be lost.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HOST = "127.0.0.1"
TOKEN = "benchmark"  # noqa: S105 - of a server that lives for this run
#: Seconds that 95 of 100 answers may take.
AIMS = {"cold": 1.5, "warm": 0.3}
#: Paragraphs in which a number makes every story a new one.
STORY = {
    "uk": (
        "Обласна рада виділила {n} тисяч гривень на ремонт дитячої лікарні.",
        "За це рішення проголосували {n} депутатів, повідомила речниця ради Ольга Бондар.",
        "Лікарня у Ковелі приймає щороку {n} маленьких пацієнтів із трьох районів області.",
        "Будівлю звели {n} років тому, і відтоді її дах жодного разу не перекривали.",
        "Підрядник обіцяє закінчити роботи за {n} днів, якщо дозволить погода.",
        "«Ми чекали на ці гроші дуже довго», – сказав головний лікар Андрій Мороз, який керує нею {n} місяців.",
        "На час ремонту {n} ліжок перенесуть до сусіднього корпусу.",
        "Частину обладнання вартістю {n} тисяч євро передали партнери з Польщі.",
        "Нові вікна збережуть за зиму {n} гігакалорій тепла, підрахували інженери.",
        "Батьки зібрали {n} підписів під листом до голови ради.",
        "Торік на такі ремонти область витратила {n} мільйонів гривень.",
        "Наступне засідання ради призначили на ранок, на ньому розглянуть ще {n} питань.",
    ),
    "en": (
        "The regional council set aside {n} thousand hryvnias to repair the children's hospital.",
        "The decision was backed by {n} councillors, said Olha Bondar, the council's spokeswoman.",
        "The hospital in Kovel sees {n} small patients a year from three districts of the region.",
        "The building went up {n} years ago, and its roof has never been replaced since.",
        "The contractor promises to finish within {n} days if the weather allows.",
        '"We waited very long for this money," said Andrii Moroz, the chief physician, who has run it for {n} months.',
        "During the repairs {n} beds will be moved to the building next door.",
        "Partners from Poland gave part of the equipment, worth {n} thousand euros.",
        "The new windows will save {n} gigacalories of heat in a winter, engineers have worked out.",
        "Parents collected {n} signatures under a letter to the head of the council.",
        "Last year the region spent {n} million hryvnias on repairs of this kind.",
        "The council's next session is set for the morning and will look at {n} more questions.",
    ),
    "ru": (
        "Областной совет выделил {n} тысяч гривен на ремонт детской больницы.",
        "За это решение проголосовали {n} депутатов, сообщила представительница совета Ольга Бондарь.",
        "Больница в Ковеле принимает ежегодно {n} маленьких пациентов из трех районов области.",
        "Здание построили {n} лет назад, и с тех пор его крышу ни разу не перекрывали.",
        "Подрядчик обещает закончить работы за {n} дней, если позволит погода.",
        "«Мы ждали этих денег очень долго», – сказал главный врач Андрей Мороз, который руководит ею {n} месяцев.",
        "На время ремонта {n} коек перенесут в соседний корпус.",
        "Часть оборудования стоимостью {n} тысяч евро передали партнеры из Польши.",
        "Новые окна сохранят за зиму {n} гигакалорий тепла, подсчитали инженеры.",
        "Родители собрали {n} подписей под письмом главе совета.",
        "В прошлом году на такие ремонты область потратила {n} миллионов гривен.",
        "Следующее заседание совета назначили на утро, на нем рассмотрят еще {n} вопросов.",
    ),
}


def main() -> int:
    """Measure and print; return 1 where a measure misses its aim."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--at-once", type=int, default=20)
    parser.add_argument("--serve", action="store_true", help="be the server; it prints its port")
    options = parser.parse_args()
    if options.serve:
        return serve()
    with served() as base:
        return measure(base, options.requests, options.at_once)


@contextmanager
def served() -> Iterator[str]:
    """Serve the review app, with a gate, in a process and a home of its own; yield its address."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "ZVIRKA_HOME": home, "ZVIRKA_GATE_TOKEN": TOKEN}
        command = [sys.executable, "-m", "benchmarks.gate", "--serve"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            assert server.stdout is not None, "a pipe was asked for"
            yield f"http://{HOST}:{int(server.stdout.readline())}"
        finally:
            server.kill()
            server.wait()


def serve() -> int:
    """Serve the review app."""
    import socket  # noqa: PLC0415 - only the server

    import uvicorn  # noqa: PLC0415 - the same

    from pipeline.settings.load import load_settings  # noqa: PLC0415 - the same
    from review.app import create  # noqa: PLC0415 - the same

    listening = socket.create_server((HOST, 0))
    print(listening.getsockname()[1], flush=True)
    app = create(load_settings(os.environ))
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
    return 0


def measure(base: str, requests: int, at_once: int) -> int:
    """Ask one after the other, then all at once."""
    with httpx.Client(base_url=base, headers={"authorization": f"Bearer {TOKEN}"}, timeout=120) as client:

        def ask(number: int) -> float:
            begun = time.perf_counter()
            client.post("/gate", json={"editions": story(number)}).raise_for_status()
            return time.perf_counter() - begun

        ask(10)  # whoever comes first waits for the encoder
        numbers = range(20, 20 + requests)
        missed = 0
        for name in ("cold", "warm"):
            missed |= exceeded(name, [ask(number) for number in numbers])
        for name in ("cold", "warm"):
            missed |= crowd(name, ask, range(1000, 1000 + at_once))
    return missed


def exceeded(name: str, times: Sequence[float]) -> int:
    """Print how long answers took; return 1 where 95 of 100 took too long."""
    slow = statistics.quantiles(times, n=20)[-1]
    print(f"{name}  median {statistics.median(times) * 1000:.0f} ms, 95th percentile {slow * 1000:.0f} ms")
    return int(slow > AIMS[name])


def crowd(name: str, ask: Callable[[int], float], numbers: Sequence[int]) -> int:
    """Ask about all stories at once; return 1 where an answer was lost."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(numbers)) as pool:
        asked = [pool.submit(ask, number) for number in numbers]
    seconds = time.perf_counter() - begun
    kept = [each.result() for each in asked if each.exception() is None]
    slow = statistics.quantiles(kept, n=20)[-1] if len(kept) > 1 else 0.0
    print(
        f"{name}  {len(numbers)} at once: {len(kept)} answered, {len(numbers) - len(kept)} lost, "
        f"all in {seconds:.1f} s, 95th percentile {slow * 1000:.0f} ms"
    )
    return int(len(kept) < len(numbers))


def story(number: int) -> dict[str, str]:
    """Return a story that differs from all others, as the texts of its editions."""
    return {
        language: "\n\n".join(
            text.format(n=number * 13 + place) for place, text in enumerate((paragraphs[0], *paragraphs))
        )
        for language, paragraphs in STORY.items()
    }


if __name__ == "__main__":
    sys.exit(main())
