"""The graphs that all responses share: register, strategies, vocabulary, gazetteer, ontology. Reads the strategies, no responses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import pyoxigraph as ox

from remissgraf.errors import ConfigError, ReadError
from remissgraf.graph.describe import (
    ConsultationInfo,
    Correspondence,
    IssuerInfo,
    Resemblance,
    Unread,
    describe_coding,
    describe_consultation,
    describe_correspondences,
    describe_dataset,
    describe_gazetteer,
    describe_resemblance,
    describe_strategy,
    describe_vocabulary,
    described_actor,
    to_nquads,
)
from remissgraf.graph.extract import Context
from remissgraf.graph.model import Document
from remissgraf.graph.readers import read_document
from remissgraf.graph.segment import outline
from remissgraf.graph.workspace.codings import Corpus, load_codings
from remissgraf.graph.workspace.config import Consultation, WorkspaceConfig
from remissgraf.graph.workspace.correspondence import find_correspondences, load_chapters
from remissgraf.graph.workspace.process import Setting
from remissgraf.graph.workspace.register import find_actor, load_invited, load_register
from remissgraf.graph.workspace.relations import Relations, find_relations
from remissgraf.graph.workspace.state import FileRecord
from remissgraf.ontology.entries import Outline, Vocabulary
from remissgraf.ontology.load import load_ontology
from remissgraf.ontology.namespaces import ONTOLOGY, Names

__all__ = ["Background", "background", "ontology_graph"]


@dataclass(frozen=True)
class Background:
    """What is the same for every response. settings: by consultation id. codings: hand-coded corpora. warnings: (file or name, what)."""

    config: WorkspaceConfig
    vocabulary: Vocabulary
    names: Names
    settings: Mapping[str, Setting]
    strategies: Mapping[str, tuple[Document, Outline] | None]
    warnings: tuple[tuple[str, str], ...]
    codings: tuple[Corpus, ...] = ()
    correspondences: tuple[Correspondence, ...] = ()

    def graphs(
        self, records: Iterable[FileRecord], resemblance: Resemblance | None = None
    ) -> Mapping[str, bytes]:
        """N-Quads of every shared graph by a name for its file; `records` tell what the responses refer to, and what was not read."""
        records = list(records)
        unread = [record for record in records if record.problem is not None]
        found: dict[str, bytes] = {"ontology": ontology_graph()}
        for corpus in self.codings:
            quads = describe_coding(
                corpus.coding, corpus.id, self.names, path=corpus.name, edition=self.config.edition
            )
            found[f"coding-{corpus.id}"] = to_nquads(quads)
        used: set[str] = set()
        for cid, setting in self.settings.items():
            info, strategy = setting.consultation, self.strategies[cid]
            document, chapters = strategy if strategy else (None, None)
            found[f"register-{cid}"] = to_nquads(
                describe_consultation(
                    info,
                    self.names,
                    unread=self._unread(cid, unread),
                    relations=self.relations(cid, records).found,
                    edition=self.config.edition,
                )
            )
            found[f"strategy-{cid}"] = to_nquads(describe_strategy(info, chapters, document, self.names))
            used |= {actor.id for actor in info.invited} | {issuer.actor.id for issuer in info.issuers}
        used |= {actor for record in records for actor in record.references.actor_ids}
        listed = [
            actor
            for setting in self.settings.values()
            for actor in (
                *setting.consultation.invited,
                *(issuer.actor for issuer in setting.consultation.issuers),
            )
        ]
        found["vocabulary"] = to_nquads(
            describe_vocabulary(
                self.vocabulary,
                self.names,
                used=used,
                edition=self.config.edition,
                actors=[*(actor for record in records for actor in record.references.actors), *listed],
                topics=[topic for record in records for topic in record.references.topics],
                claims=[
                    (record.consultation, claim) for record in records for claim in record.references.claims
                ],
            )
        )
        found["dataset"] = to_nquads(
            describe_dataset(
                self.config.title,
                (setting.consultation for setting in self.settings.values()),
                self.names,
                language=self.config.language,
                edition=self.config.edition,
            )
        )
        found["gazetteer"] = to_nquads(describe_gazetteer(self.vocabulary, self.names, used=used))
        if self.correspondences:
            found["correspondence"] = to_nquads(describe_correspondences(self.correspondences, self.names))
        if resemblance is not None:
            found["resemblance"] = to_nquads(describe_resemblance(resemblance, self.names))
        return found

    def relations(self, cid: str, records: Iterable[FileRecord]) -> Relations:
        """How a consultation's responses stand to each other, as its register says."""
        (consultation,) = (entry for entry in self.config.consultations if entry.id == cid)
        rows = load_register(consultation.register, "", self.vocabulary)
        folder = consultation.responses.relative_to(self.config.root).as_posix()
        return find_relations(rows, folder, [record for record in records if record.consultation == cid])

    def _unread(self, cid: str, records: Iterable[FileRecord]) -> Iterator[Unread]:
        """A consultation's files that could not be read, with the senders that the register knows."""
        (consultation,) = (entry for entry in self.config.consultations if entry.id == cid)
        files = [record for record in records if record.consultation == cid]
        if not files:
            return
        rows = load_register(consultation.register, "", self.vocabulary)
        folder = consultation.responses.relative_to(self.config.root)
        for record in files:
            row = rows.get(PurePosixPath(record.path).relative_to(folder.as_posix()).as_posix())
            assert record.problem is not None
            yield Unread(record.path, record.problem.code, row.respondents if row else ())


def background(config: WorkspaceConfig, vocabulary: Vocabulary) -> Background:
    """Read strategies and lists. Raises ConfigError for a list, or a strategy, that cannot be read."""
    names = Names(config.base)
    strategies = {consultation.id: _strategy(config, consultation) for consultation in config.consultations}
    settings: dict[str, Setting] = {}
    for consultation in config.consultations:
        strategy = strategies[consultation.id]
        settings[consultation.id] = Setting(
            root=config.root,
            consultation=_info(config, consultation, vocabulary),
            context=Context(
                vocabulary, strategy[1] if strategy else None, strategy=strategy[0] if strategy else None
            ),
            names=names,
            edition=config.edition,
        )
    warnings = tuple(
        (cid, "there is no strategy, so chapters are kept as the responses name them")
        for cid, strategy in strategies.items()
        if strategy is None
    )
    return Background(
        config,
        vocabulary,
        names,
        settings,
        strategies,
        warnings,
        load_codings(config),
        _correspondences(config, {cid: found[1] if found else None for cid, found in strategies.items()}),
    )


def _correspondences(
    config: WorkspaceConfig, outlines: Mapping[str, Outline | None]
) -> tuple[Correspondence, ...]:
    declared: dict[tuple[str, str, str], str | None] = {}
    for consultation in config.consultations:
        path = consultation.chapters
        name = path.relative_to(config.root).as_posix() if path else ""
        declared |= load_chapters(path, name, consultation.id, outlines)
    return find_correspondences(outlines, declared)


def _strategy(config: WorkspaceConfig, consultation: Consultation) -> tuple[Document, Outline] | None:
    if consultation.strategy is None:
        return None
    try:
        document = read_document(consultation.strategy, root=config.root)
    except ReadError as error:
        # Everything hangs on the strategy: without it the build would give another graph, so it stops.
        raise ConfigError(
            f"the strategy cannot be read: {error.message}",
            where=str(consultation.strategy),
            remedy=error.remedy,
            code="config.strategy",
        ) from None
    return document, outline(document)


def _info(config: WorkspaceConfig, consultation: Consultation, vocabulary: Vocabulary) -> ConsultationInfo:
    strategy, invited = consultation.strategy, consultation.invited
    return ConsultationInfo(
        id=consultation.id,
        title=consultation.title,
        issuers=tuple(
            IssuerInfo(
                described_actor(find_actor(issuer.name, vocabulary), config.edition), issuer.case_number
            )
            for issuer in consultation.issuers
        ),
        date=consultation.date,
        deadline=consultation.deadline,
        strategy=strategy.relative_to(config.root).as_posix() if strategy else None,
        invited=tuple(
            described_actor(actor, config.edition)
            for actor in load_invited(
                invited, invited.relative_to(config.root).as_posix() if invited else "", vocabulary
            )
        ),
        language=config.language,
        rights=consultation.rights,
    )


def ontology_graph() -> bytes:
    """The ontology and its schemes as N-Quads of one named graph; anonymous classes get names from their place in the file."""
    graph = ox.NamedNode(ONTOLOGY)
    quads: list[ox.Quad] = []
    for name, text in load_ontology().items():
        # Blank nodes have no place in canonical data: two equal files would differ.
        names: dict[ox.BlankNode, ox.NamedNode] = {}
        for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
            for term in (triple.subject, triple.object):
                if isinstance(term, ox.BlankNode):
                    names.setdefault(term, ox.NamedNode(f"{ONTOLOGY}/{name}#anonymous-{len(names) + 1}"))
            subject = names[triple.subject] if isinstance(triple.subject, ox.BlankNode) else triple.subject
            value = names[triple.object] if isinstance(triple.object, ox.BlankNode) else triple.object
            quads.append(ox.Quad(subject, triple.predicate, value, graph))
    return to_nquads(quads)
