"""How a page of the server is put together: its language, its words, its template, and the policy that keeps it to this server.

It knows no page in particular and no store.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import urlencode

from remissgraf.queries.server.jobs import PageJob, Reply
from remissgraf.queries.view.assets import render

__all__ = ["HTML", "POLICY", "html_reply", "language", "words"]

HTML: Final = "text/html; charset=utf-8"
# Nothing from elsewhere and no script within the page: whatever a document says, it is text.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
LANGUAGES: Final = ("sv", "en")


@cache
def _all_words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("strings.toml").read_text(encoding="utf-8"))


def words(lang: str) -> Mapping[str, str]:
    """The words of the pages in a language ("sv", "en")."""
    return _all_words()[lang]


def language(job: PageJob, usual: str) -> str:
    """The language that the reader chose, else the one that the browser names first, else the workspace's."""
    chosen = dict(job.parameters).get("lang")
    if chosen in LANGUAGES:
        return chosen
    for entry in job.languages.split(",")[:16]:
        name = entry.partition(";")[0].strip().lower()[:2]
        if name in LANGUAGES:
            return name
    return usual if usual in LANGUAGES else LANGUAGES[0]


def html_reply(
    job: PageJob,
    template: str,
    lang: str,
    *,
    title: str,
    site: str,
    public: bool,
    status: int = 200,
    policy: str = POLICY,
    **values: object,
) -> Reply:
    """A page. site: the workspace's title, "" where it is not known. public: whether personal data is hidden."""
    other = [(name, value) for name, value in job.parameters if name != "lang"]
    page = render(
        template,
        {
            "lang": lang,
            "words": words(lang),
            "title": title,
            "site": site,
            "public": public,
            "other": "?" + urlencode([*other, ("lang", "en" if lang == "sv" else "sv")]),
            **values,
        },
        package=__package__ or "",
    ).encode("utf-8")
    headers = {"content-security-policy": policy, "vary": "accept, accept-language"}
    return Reply(status, HTML, lambda put: put(page), headers)
