"""Grouping and choosing: requests by action and topic with near-identical ones merged, and quotes of every direction."""

from __future__ import annotations

from dataclasses import replace

from remissgraf.queries.report.model import Figure, Request, Topic
from remissgraf.queries.report.quotes import telling_quotes
from remissgraf.queries.report.requests import group_requests, merged

from .samples import CHAPTER, report_of, said

LONG = "Kommunens ansvar för hamnarna behöver beskrivas tydligare i strategin."


def test_requests_in_nearly_the_same_words_are_one() -> None:
    found = merged(
        [
            said(1, "A", LONG),
            said(2, "B", LONG.replace("behöver", "måste")),
            said(3, "C", "Fyrarna bör få en egen plan."),
            said(4, "B", LONG),
        ]
    )
    assert [(wording.said.id, wording.actors) for wording in found] == [("s1", ("A", "B")), ("s3", ("C",))]


def test_requests_that_only_share_their_frame_are_not_merged() -> None:
    found = merged([said(1, "A", "Hamnarnas roll bör stärkas."), said(2, "B", "Fyrarnas roll bör minskas.")])
    assert len(found) == 2


def test_an_action_groups_topics_and_the_commonest_comes_first() -> None:
    port, light = Topic("hamn", "hamnar", False), Topic("fyr", "fyrar", False)
    statements = (
        said(1, "A", "Ett.", topics=(light,)),
        said(2, "B", "Två.", topics=(port, light)),
        said(3, "C", "Tre.", topics=(port,)),
        said(
            4,
            "D",
            "Fyra.",
            topics=(port,),
            requests=(Request("x", "utreda"), Request("clarify", "tydliggöra")),
        ),
        said(5, "E", "Fem.", topics=()),
    )
    counts = {
        (CHAPTER, "clarify"): Figure("5", "report-request-counts", "respondents"),
        (CHAPTER, "x"): Figure("1", "report-request-counts", "respondents"),
    }
    report = replace(
        report_of("ABCDE"), statements=statements, by_place={CHAPTER: statements}, request_counts=counts
    )
    first, second = group_requests(report, CHAPTER)
    assert (first.action, second.action) == ("clarify", "x")
    assert [(group.topic.label if group.topic else None, group.actors) for group in first.topics] == [
        ("hamnar", ("B", "C", "D")),
        ("fyrar", ("A",)),
        (None, ("E",)),
    ]
    assert [group.actors for group in second.topics] == [("D",)]


def test_a_topic_that_is_the_chapter_itself_heads_no_group() -> None:
    port, light = Topic("hamn", "hamnar", False), Topic("fyr", "fyrar", False)
    statements = (
        said(1, "A", "Ett.", topics=(port,)),
        said(2, "B", "Två.", topics=(port,)),
        said(3, "C", "Tre.", topics=(light,)),
        said(4, "D", "Fyra.", topics=()),
    )
    report = replace(report_of("ABCD"), statements=statements, by_place={CHAPTER: statements})
    (action,) = group_requests(report, CHAPTER, lambda topic: topic == port)
    assert [(group.topic, group.actors) for group in action.topics] == [
        (light, ("C",)),
        (None, ("A", "B", "D")),
    ]


def test_what_concerns_many_is_quoted_rather_than_what_the_first_in_the_alphabet_says() -> None:
    port, light = Topic("hamn", "hamnar", False), Topic("fyr", "fyrar", False)
    long = "En mening som är så lång att den säger någonting för sig själv."
    statements = [
        said(1, "A", long + " Ett.", topics=(light,)),
        said(2, "B", long + " Två.", topics=(port,)),
        said(3, "C", long + " Tre.", topics=(port,)),
    ]
    assert [one.id for one in telling_quotes(statements, 1)] == ["s2"]


def test_quotes_are_of_different_respondents_and_directions() -> None:
    long = "En mening som är så lång att den säger någonting för sig själv."
    statements = [
        said(1, "A", long + " Ett.", polarity="positive"),
        said(2, "B", long + " Två.", polarity="positive"),
        said(3, "C", long + " Tre.", polarity="negative"),
        said(4, "A", long + " Fyra.", polarity="neutral"),
        said(5, "D", "▒▒▒ " + long, polarity="negative"),
        said(6, "E", "Kort.", polarity="neutral"),
    ]
    assert [one.id for one in telling_quotes(statements, 3)] == ["s1", "s3", "s6"]
    assert [one.id for one in telling_quotes(statements, 9)] == ["s1", "s2", "s3", "s5", "s6"]
    assert telling_quotes([], 5) == ()


def test_one_respondent_alone_is_quoted_twice() -> None:
    statements = [
        said(number, "A", f"Mening nummer {number} som säger någonting för sig själv.") for number in range(4)
    ]
    assert [one.id for one in telling_quotes(statements, 5)] == ["s0", "s1"]


def test_a_word_that_is_only_suggested_as_a_topic_heads_no_group() -> None:
    statements = (said(1, "A", "Ett.", topics=(Topic("styrka", "styrka", True),)),)
    report = replace(report_of("A"), statements=statements, by_place={CHAPTER: statements})
    (group,) = group_requests(report, CHAPTER)
    assert [topic.topic for topic in group.topics] == [None]


def test_the_same_sentence_is_quoted_once() -> None:
    same = "Samma mening från två avsändare som har skickat in samma text."
    found = telling_quotes([said(1, "A", same), said(2, "B", same)], 5)
    assert [one.id for one in found] == ["s1"]
