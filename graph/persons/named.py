"""Which words with capitals in a text name a private person.

A first name that is listed with a surname after it; a listed surname after another name; a name beside a title. Left alone are names of
what is known (actors, initiatives), what is named after somebody, and those elected to public office and ministers named in their role. The
words are data beside this module. It knows text and names, no documents and no graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from remissgraf.graph.persons.words import stem, words
from remissgraf.ontology.entries import Vocabulary

__all__ = ["NoPersons", "People", "is_person", "people_named"]

_CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞČŁŚŠŻŽĆİ]"
# A word that a line's end parts ("Lind-\nström") is one.
_WORD: Final = (
    rf"{_CAPITAL}(?:[\w'’]|\xad|[-‐][ \t]*\r?\n[ \t]*(?=[a-zåäöéü]|{_CAPITAL}[a-zåäöéü])|-(?={_CAPITAL}))*"
)
_INITIAL: Final = rf"{_CAPITAL}\.(?:[ -]?{_CAPITAL}\.){{0,3}}"
# Spaces, marks of emphasis and one line's end; never an empty line, which ends a paragraph.
_GAP: Final = r"[ \t\xa0*_]+(?:\r?\n[ \t\xa0*_]*(?!\r?\n))?|\r?\n[ \t\xa0*_]*(?!\r?\n)"
_MOST: Final = 4
_BOUNDARY: Final = re.compile(r"(?:^|[\n|;:•·–*(\[])[ \t*_-]*\Z")
_CLOSING: Final = re.compile(r"[ \t*_]*(?:\Z|[\n|;,)\]])")


@dataclass(frozen=True, slots=True)
class NoPersons:
    """Names that are no person's. by_word: a folded word → the folded names that hold it."""

    by_word: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(vocabulary: Vocabulary | None, names: Iterable[str] = ()) -> NoPersons:
        """vocabulary: its actors, private persons apart, and initiatives. names: further ones, of the document at hand."""
        found = dict(vocabulary.names_by_word) if vocabulary is not None else {}
        for name in dict.fromkeys(names):
            for word in set(_folded(name).split()):
                found[word] = (*found.get(word, ()), _folded(name))
        return NoPersons(found)

    def hold(self, name: str) -> bool:
        """Whether one of the names is made of somebody's name ("Stiftelsen Elsa Eks minne"): who gave it is known with it."""
        bare = re.escape(stem(_folded(name)))
        holding = re.compile(rf"(?<!\w){bare}s?(?!\w)")
        return any(holding.search(known) for known in self.by_word.get(_folded(name).split()[0], ()))


@dataclass(frozen=True, slots=True)
class People:
    """Who is named. spans: (start, end) in the text. names: whole names without genitive. surnames: those that are hidden alone, too."""

    spans: tuple[tuple[int, int], ...] = ()
    names: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Token:
    """A word with a capital, in the text and as it reads. broken: whether a line's end stands before it."""

    start: int
    end: int
    word: str
    broken: bool = False

    @property
    def is_initial(self) -> bool:
        return self.word.endswith(".")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name where it stands, as it reads."""

    start: int
    end: int
    words: str

    @property
    def bare(self) -> str:
        """Without the genitive's s."""
        before, space, last = self.words.rpartition(" ")
        return before + space + stem(last)

    @property
    def forms(self) -> frozenset[str]:
        return frozenset((self.words, self.bare))


def people_named(text: str, known: NoPersons) -> People:
    """The private persons whom a text names. Takes time linear in the text."""
    return _Finder(text, known).people()


def is_person(name: str) -> bool:
    """Whether a name, of an organisation or of somebody, is a person's: a first name that is listed, and a surname.

    >>> is_person("Anna Lindkvist"), is_person("Anna Lindkvists stiftelse"), is_person("Axel Lindkvist AB")
    (True, False, False)
    """
    found = people_named(name, NoPersons({})).spans
    return found == ((0, len(name)),) and words().is_given(name.split()[0])


class _Finder:
    def __init__(self, text: str, known: NoPersons) -> None:
        self._text = text
        self._known = known
        self._data = words()
        self._lower: frozenset[str] | None = None

    def people(self) -> People:
        found = [name for run in _runs(self._text) for name in self._in_run(run)]
        # Who is named in office once is known wherever the name stands.
        public = {form for name in found if self._in_office(name.start, name.end) for form in name.forms}
        told = {form.rpartition(" ")[2] for form in public}
        private = [name for name in found if public.isdisjoint(name.forms)]
        surnames = {name.bare.rpartition(" ")[2] for name in private} - told
        return People(
            spans=tuple((name.start, name.end) for name in private),
            names=frozenset(name.bare for name in private if " " in name.bare),
            surnames=frozenset(one for one in surnames if len(one) > 2 and not self._is_word(one)),
        )

    def _in_run(self, run: Sequence[_Token]) -> Iterator[_Name]:
        at = 0
        while at < len(run):
            last = self._name_at(run, at)
            if last is None:
                at += 1
                continue
            name = " ".join(token.word for token in run[at : last + 1])
            if not self._is_named_after(run, at, last) and not self._known.hold(name):
                yield _Name(self._with_partner(run[at].start), run[last].end, name)
            at = last + 1

    def _name_at(self, run: Sequence[_Token], at: int) -> int | None:
        """The index of the last word of a person's name that begins at a word of the run, or None."""
        first = run[at]
        if self._data.is_given(first.word):
            return self._after_given(run, at)
        title = self._title_before(first.start)
        if title:
            last = self._plain_names(run, at, broken=True)
            if last is not None and (last > at or title in self._data.before_surname):
                return last
        if at + 1 < len(run):
            if first.is_initial:
                after = run[at + 1]
                strong = self._data.is_surname(after.word) and len(stem(after.word)) > 5
                return at + 1 if strong and not after.broken else None
            if self._before_certain(run, at):
                return self._widened(run, at + 1)
            last = self._plain_names(run, at)
            if last is not None and last > at and self._title_after(run[last].end):
                return last
        return None

    def _after_given(self, run: Sequence[_Token], at: int) -> int | None:
        """A first name that is listed: more first names, then a surname."""
        last = at
        while last + 1 < len(run) and last - at < _MOST:
            following = run[last + 1]
            if not (following.is_initial or self._data.is_given(following.word)) or following.broken:
                break
            last += 1
        titled = bool(self._title_before(run[at].start))
        sure = titled or last > at or not self._data.is_word(run[at].word)
        inside = titled or not self._opens(run[at])
        if last + 1 < len(run) and self._is_surname(run[last + 1], sure=sure, inside=inside):
            return self._widened(run, last + 1)
        # "Hanna" and "Frank" are surnames, too.
        if last > at and self._data.is_surname(run[last].word) and sure:
            return last
        return None

    def _widened(self, run: Sequence[_Token], last: int) -> int:
        """With the second surname, where one follows."""
        after = last + 1
        if after < len(run) and not run[after].broken and self._data.is_surname(run[after].word):
            return after
        return last

    def _is_surname(self, token: _Token, *, sure: bool, inside: bool) -> bool:
        """sure: whether what stands before can only be a first name. inside: whether that is no line's or cell's beginning."""
        if token.is_initial:
            return False
        if self._data.is_surname(token.word):
            return True
        return sure and (inside or not token.broken) and self._may_be_name(token, known=inside)

    def _may_be_name(self, token: _Token, *, known: bool = False) -> bool:
        """Whether a word with a capital, in no list, can be a name: no word of a known name, of a body or of the text's own prose.

        known: whether what stands before it says that a name follows, even one that is a word ("Eva Fjäll").
        """
        word, data = token.word, self._data
        if token.is_initial or len(word) < 2 or (len(word) < 6 and word.isupper()):
            return False
        folded = word.casefold()
        return not (
            folded in data.no_surnames
            or folded in data.titles
            or folded in self._known.by_word
            or stem(folded) in self._known.by_word
            or word in data.after_named_after
            or folded in data.before_named_after
            or folded.endswith(data.no_surname_endings)
            or (not known and self._is_word(word))
        )

    def _is_word(self, word: str) -> bool:
        """Whether the text uses the word without a capital, too."""
        if self._lower is None:
            self._lower = frozenset(re.findall(r"(?<!\w)[a-zåäöéü]{2,}(?!\w)", self._text))
        return word.casefold() in self._lower

    def _plain_names(self, run: Sequence[_Token], at: int, *, broken: bool = False) -> int | None:
        """The last of the words from one on that can be names. broken: on the next line, too."""
        last = None
        for index in range(at, min(len(run), at + _MOST)):
            token = run[index]
            strong = self._data.is_surname(token.word) or self._data.is_given(token.word) or token.is_initial
            if (index > at and token.broken and not broken) or not (strong or self._may_be_name(token)):
                break
            last = index
        return last

    def _before_certain(self, run: Sequence[_Token], at: int) -> bool:
        """A first name that nobody has listed before a surname that is hardly anything else; or both alone on a line or in a cell."""
        first, second = run[at], run[at + 1]
        if second.broken or len(first.word) < 3 or first.word.isupper() != second.word.isupper():
            return False
        if not self._data.is_surname(second.word) or not self._may_be_name(first):
            return False
        alone = self._opens(first) and bool(_CLOSING.match(self._text, second.end))
        before = self._text[max(0, first.start - 40) : first.start].rstrip(" \t\r\n*_>|-#")
        inside = bool(before) and (before[-1].isalnum() or before[-1] in ",(")
        # A word that only begins a sentence has its capital from there.
        return (inside and self._data.is_certain(second.word)) or (alone and at == 0 and len(run) == 2)

    def _opens(self, token: _Token) -> bool:
        """Whether a line, an item or a cell begins with the word."""
        return bool(_BOUNDARY.search(self._text[max(0, token.start - 40) : token.start]))

    def _title_before(self, start: int) -> str:
        """The title right before a place, "" where there is none."""
        before = self._text[max(0, start - 50) : start].rstrip("*_")
        written = before.rstrip()
        # Nothing between them, or a paragraph's end.
        if len(written) == len(before) or before.count("\n", len(written)) > 1:
            return ""
        word = written.rpartition(" ")[2].rpartition("\n")[2].strip("*_:").casefold()
        bare = word.removesuffix(".")
        return bare if bare in (self._data.titles if bare == word else self._data.abbreviated) else ""

    def _title_after(self, end: int) -> bool:
        found = re.match(r",[ \t\r\n]*([\w./-]+)", self._text[end : end + 50])
        return bool(found) and found is not None and found[1].casefold() in self._data.titles

    def _with_partner(self, start: int) -> int:
        """ "Anna och Lars Berg": Anna, too."""
        before = self._text[max(0, start - 40) : start]
        found = re.search(rf"(?<![\w-])({_WORD})\s+(?:och|samt|and|&)\s+\Z", before)
        if found and self._data.is_given(found[1]) and not self._data.is_word(found[1]):
            return start - len(before) + found.start(1)
        return start

    def _is_named_after(self, run: Sequence[_Token], at: int, last: int) -> bool:
        """Whether what is so called is a place, a street, a fund or a firm."""
        text, data = self._text, self._data
        before = text[max(0, run[at].start - 60) : run[at].start]
        # "Knut och Alice … Stiftelse", "Stiftelsen Knut och Alice …"
        found = re.search(rf"([\w:./]+)[ \t\r\n*_]+(?:{_WORD}[ \t]+(?:och|&|and)[ \t]+)?\Z", before)
        if found and found[1].casefold() in data.before_named_after:
            return True
        if last + 1 < len(run) and run[last + 1].word in data.after_named_after:
            return True
        if run[last].word.casefold().endswith(data.place_endings):
            return True
        after = text[run[last].end : run[last].end + 60]
        if re.match(r"-[a-zåäöé]", after):
            return True
        return run[last].word[-1] in "sxz" and bool(data.after_genitive.match(after))

    def _in_office(self, start: int, end: int) -> bool:
        before, after = self._text[max(0, start - 80) : start], self._text[end : end + 80]
        return bool(self._data.office_before.search(before) or self._data.office_after.match(after))


def _runs(text: str) -> Iterator[list[_Token]]:
    """Words with capitals that stand together, what may stand inside names ("von") left out but for its place."""
    run: list[_Token] = []
    for match in _tokens().finditer(text):
        if run:
            between = text[run[-1].end : match.start()]
            if (between != " " and _joins().fullmatch(between) is None) or len(run) == 12:
                yield run
                run = []
        broken = bool(run) and "\n" in text[run[-1].end : match.start()]
        run.append(_Token(match.start(), match.end(), _mended(match[0]), broken))
    if run:
        yield run


@cache
def _tokens() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_INITIAL}(?=[ \t\xa0]+{_CAPITAL})|{_WORD})")


@cache
def _joins() -> re.Pattern[str]:
    particles = "|".join(words().particles)
    return re.compile(rf"(?:{_GAP})(?:(?:{particles})(?:{_GAP}))*")


def _mended(word: str) -> str:
    """A word as it reads, without what a line's end put in."""
    if word.isalpha():
        return word
    # What is parted before a capital is written with a hyphen ("Sven-\nOlof").
    # The sign may be the last of the word.
    return re.sub(
        r"\xad|[-‐]\s+(?=[^\W\d_])",
        lambda cut: "-" if word[cut.end() : cut.end() + 1].isupper() else "",
        word,
    )


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[*_]", " ", _mended(text)).casefold().split())
