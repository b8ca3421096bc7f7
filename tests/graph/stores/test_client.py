"""How requests are made: asked again, let in, stopped, refused. The server is a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from remissgraf.errors import QueryError, RemissgrafError, StoreError
from remissgraf.graph.stores.client import Body, Client, Login, Times, login_from_environment
from remissgraf.graph.stores.servers import read_server

Handler = Callable[[httpx.Request], httpx.Response]
FAR, HERE = "http://graph.example.org/", "http://127.0.0.1:1/"
SECRET = "hemligt-lösenord"


class Talk:
    """A client whose server is `handler`, and the pauses that it made."""

    def __init__(
        self, handler: Handler, *, address: str = HERE, login: Login | None = None, times: Times | None = None
    ) -> None:
        self.pauses: list[float] = []
        self.client = Client(
            read_server(address),
            login,
            times,
            sleep=self.pauses.append,
            transport=httpx.MockTransport(handler),
        )

    def get(self, *, asks: bool = False) -> str:
        with self.client.stream("GET", HERE, asks=asks) as response:
            return response.read().decode("utf-8")


def answering(*answers: httpx.Response | Exception) -> Handler:
    left = list(answers)

    def handler(request: httpx.Request) -> httpx.Response:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return handler


@pytest.mark.parametrize(
    "trouble",
    [
        *(httpx.Response(status) for status in (429, 502, 503, 504)),
        httpx.ConnectError("no"),
        httpx.RemoteProtocolError("cut"),
    ],
    ids=str,
)
def test_a_busy_or_missing_server_is_asked_again(trouble: httpx.Response | Exception) -> None:
    talk = Talk(answering(trouble, httpx.Response(503), httpx.Response(200, text="ja")))
    assert talk.get() == "ja"
    first, second = talk.pauses
    assert 0.25 <= first <= 0.75
    assert 0.5 <= second <= 1.5


def test_the_server_says_how_long_to_wait_within_reason() -> None:
    waits = [httpx.Response(429, headers={"retry-after": value}) for value in ("7", "86400", "soon")]
    talk = Talk(answering(*waits, httpx.Response(200)))
    talk.get()
    assert talk.pauses[:2] == [7.0, Times().longest]
    assert talk.pauses[2] <= 0.5 * 4 * 1.5


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(httpx.Response(503, text="busy"), "store.failed"), (httpx.ConnectError("no"), "store.unreachable")],
)
def test_in_the_end_it_is_given_up(trouble: httpx.Response | Exception, code: str) -> None:
    talk = Talk(answering(*[trouble] * 5))
    with pytest.raises(StoreError) as caught:
        talk.get()
    assert caught.value.code == code
    assert len(talk.pauses) == 4


@pytest.mark.parametrize(
    ("status", "asks", "code"),
    [
        (400, True, "query.failed"),
        (400, False, "store.failed"),
        (401, True, "store.denied"),
        (403, False, "store.denied"),
        (301, False, "store.redirect"),
        (307, True, "store.redirect"),
        (404, False, "store.failed"),
        (413, False, "store.failed"),
        (500, True, "query.failed"),
        (501, False, "store.failed"),
    ],
)
def test_a_refusal_is_told_at_once(status: int, asks: bool, code: str) -> None:
    page = "<html><h1>Nej\n då</h1>" + "x" * 10_000
    talk = Talk(answering(httpx.Response(status, text=page, headers={"location": "http://evil.example/"})))
    with pytest.raises(RemissgrafError) as caught:
        talk.get(asks=asks)
    assert caught.value.code == code
    assert talk.pauses == []
    assert len(str(caught.value)) < 800
    assert "<h1>" not in str(caught.value)


def test_a_silent_server_is_not_asked_the_same_again() -> None:
    for asks, code in ((True, "query.timeout"), (False, "store.unreachable")):
        talk = Talk(answering(httpx.ReadTimeout("silence")), times=Times(silence=3))
        with pytest.raises(RemissgrafError, match="3 seconds") as caught:
            talk.get(asks=asks)
        assert caught.value.code == code


def test_the_login_is_sent_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return httpx.Response(401)

    monkeypatch.setenv("REMISSGRAF_STORE_USER", "anna")
    monkeypatch.setenv("REMISSGRAF_STORE_PASSWORD", SECRET)
    login = login_from_environment()
    talk = Talk(handler, login=login)
    with pytest.raises(StoreError) as caught:
        talk.get()
    assert seen[0].startswith("Basic ")
    assert SECRET not in str(caught.value) + repr(login)
    monkeypatch.setenv("REMISSGRAF_STORE_TOKEN", SECRET[:7])
    with pytest.raises(StoreError):
        Talk(handler, login=login_from_environment()).get()
    assert seen[1] == f"Bearer {SECRET[:7]}"


@pytest.mark.parametrize(
    ("address", "login", "refused"),
    [
        (FAR, Login("anna", SECRET), True),
        (FAR, Login(token=SECRET), True),
        (f"virtuoso+{FAR}", Login(token=SECRET), True),
        (f"virtuoso+{FAR}", Login("anna", SECRET), False),
        (FAR.replace("http:", "https:"), Login("anna", SECRET), False),
        (FAR, Login(), False),
    ],
)
def test_a_password_goes_nowhere_where_it_could_be_read(address: str, login: Login, refused: bool) -> None:
    if refused:
        with pytest.raises(StoreError) as caught:
            Client(read_server(address), login)
        assert caught.value.code == "store.insecure"
        assert SECRET not in str(caught.value)
    else:
        Client(read_server(address), login).close()


def test_no_proxy_of_the_surroundings_is_used(monkeypatch: pytest.MonkeyPatch, oxigraph_server: str) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    with Client(read_server(oxigraph_server)) as client:
        assert (
            client.send("GET", client.server.graphs or "", params={"graph": "urn:none"}, missing=True)
            is False
        )


def test_certificates_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    with pytest.raises(StoreError, match="SSL_CERT_FILE") as caught:
        Client(read_server(HERE))
    assert caught.value.code == "store.certificates"


def test_an_answer_is_read_as_it_comes_and_stopped_at_the_deadline() -> None:
    given: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(1_000_000):
            given.append(number)
            yield b"x" * 100

    response = httpx.Response(200, content=pieces())
    body = Body(response, Times(whole=0.0), started=-1.0)
    with pytest.raises(QueryError, match="longer than 0 seconds"):
        body.read(10)
    body = Body(response, Times(whole=None), started=-1.0)
    assert body.read(150) == b"x" * 100
    assert len(given) <= 2
