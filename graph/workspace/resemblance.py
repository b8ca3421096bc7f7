"""Which responses of a workspace are the same text: duplicates of one respondent, and campaigns of several.

It works on records, not on files, and over all of them at each build, because one more response can join two groups.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError
from remissgraf.graph.describe import Campaign, Copy, Resemblance
from remissgraf.graph.likeness import Likeness, alike, similarity
from remissgraf.graph.workspace.sources import program
from remissgraf.graph.workspace.state import FileRecord

__all__ = ["find_resemblance", "kept_resemblance", "warnings"]


def kept_resemblance(records: Iterable[FileRecord], path: Path) -> Resemblance:
    """The same as `find_resemblance`, from the file where nothing has changed since it was written there; else it is written there."""
    records = list(records)
    key = hashlib.sha256(program().encode())
    for record in sorted(records, key=lambda record: record.path):
        # What the outcome follows from: the sketch follows from the words, as the fingerprint does.
        words = record.likeness.fingerprint if record.likeness else ""
        names = (record.path, record.consultation, record.response, record.references.respondents)
        key.update(json.dumps([*names, words, record.counted]).encode())
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["key"] == key.hexdigest():
            campaigns = [
                Campaign(**{**one, "members": tuple((name, alike) for name, alike in one["members"])})
                for one in kept["campaigns"]
            ]
            return Resemblance(tuple(campaigns), tuple(Copy(**one) for one in kept["copies"]))
    except (OSError, ValueError, KeyError, TypeError):
        # Missing, damaged, or of another version: found again below.
        pass
    found = find_resemblance(records)
    data = json.dumps({"key": key.hexdigest(), **asdict(found)}, ensure_ascii=False)
    write_atomic(path, data.encode("utf-8"), error=WorkspaceError, durable=False)
    return found


def find_resemblance(records: Iterable[FileRecord]) -> Resemblance:
    """What is alike among the responses that count and belong to one consultation. The order of the records does not matter."""
    campaigns: list[Campaign] = []
    copies: list[Copy] = []
    by_consultation: dict[str, list[tuple[FileRecord, Likeness]]] = {}
    for record in sorted(records, key=lambda record: record.path):
        if record.likeness is not None and record.counted:
            by_consultation.setdefault(record.consultation, []).append((record, record.likeness))
    for entries in by_consultation.values():
        for group in alike([text for _, text in entries]):
            _divide([entries[index] for index in group], campaigns, copies)
    return Resemblance(tuple(campaigns), tuple(copies))


def _divide(
    group: Sequence[tuple[FileRecord, Likeness]], campaigns: list[Campaign], copies: list[Copy]
) -> None:
    """Sort a group of alike responses into copies of one respondent, exact or not, and a campaign of those that are left."""
    left: list[tuple[FileRecord, Likeness]] = []
    same: dict[tuple[tuple[str, ...], str], FileRecord] = {}
    for record, text in group:
        original = same.setdefault((record.references.respondents, text.fingerprint), record)
        if original is record:
            left.append((record, text))
        else:
            copies.append(Copy(record.consultation, record.response, original.response, exact=True))
    first, exemplar = left[0]
    senders = {record.references.respondents for record, _ in left}
    if not exemplar.sketch or len(left) < 2:
        return
    if len(senders) == 1:
        copies += [Copy(one.consultation, one.response, first.response, exact=False) for one, _ in left[1:]]
        return
    members = tuple((record.response, similarity(exemplar, text)) for record, text in left)
    campaigns.append(
        Campaign(first.consultation, exemplar.fingerprint[:16], first.response, members, len(senders))
    )


def warnings(found: Resemblance, records: Iterable[FileRecord]) -> Iterator[tuple[str, str]]:
    """(file, what a person should know) of each copy and each campaign."""
    paths = {(record.consultation, record.response): record.path for record in records}
    for copy in found.copies:
        original = paths[copy.consultation, copy.original]
        yield (
            paths[copy.consultation, copy.response],
            f"the same respondent has sent the same text in {original}; it is not counted twice"
            if copy.exact
            else f"the same respondent has sent nearly the same text in {original}; both are counted unless the register gives one"
            " of them as withdrawn or a draft",
        )
    for campaign in found.campaigns:
        yield (
            paths[campaign.consultation, campaign.exemplar],
            f"{len(campaign.members)} responses of {campaign.senders} senders have nearly this text, a campaign; each sender is"
            " counted (see: remissgraf query campaigns)",
        )
