"""Words with their places."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.extract.tokens import key, tokenise


@given(st.text(alphabet='aåÄ 1.4(”"-:,\n\tS', max_size=80))
def test_every_token_stands_at_its_place(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert "".join(token.text for token in tokens) == "".join(text.split())


def test_a_waiting_hyphen_stays_with_its_word() -> None:
    assert [t.text for t in tokenise("Post- och telestyrelsen")] == ["Post-", "och", "telestyrelsen"]


def test_quotes_and_brackets_mark_what_is_inside() -> None:
    tokens = {token.text: token for token in tokenise("Enligt ”svaret” gäller (bara) detta")}
    assert tokens["svaret"].quoted
    assert not tokens["gäller"].quoted
    assert tokens["bara"].bracketed
    assert not tokens["detta"].bracketed


def test_an_unpaired_quote_quotes_nothing() -> None:
    assert not any(token.quoted for token in tokenise("Det är ”bra att höra"))


def test_keys_compare_names_without_signs() -> None:
    assert key("ÅRE  kommun, (ÅK)") == key("Åre kommun ÅK")
