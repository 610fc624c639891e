"""A step for datatrove's pipelines, and a reader for text files in whatever codecs they are.

[JsonlReader("in"), CleantextFormatter(exclusion_writer=JsonlWriter("quarantine")), JsonlWriter("out")]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from copy import copy
from dataclasses import fields, replace
from functools import partial
from math import inf
from typing import Any, NamedTuple

try:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.extractors.base import ExtractorSandbox
    from datatrove.pipeline.formatters.base import BaseFormatter
    from datatrove.pipeline.readers.base import BaseDiskReader
    from datatrove.pipeline.writers.disk_base import DiskWriter
    from datatrove.utils.logging import logger
    from datatrove.utils.typeshelper import StatHints
except ImportError as error:
    raise ImportError("datatrove cannot be imported; run pip install 'cleantext-corpus[datatrove]'") from error

from cleantext.adapters.batch import Row, check_options, clean_batch, counted, shares
from cleantext.chain import clean
from cleantext.corpus.check import OUTSIDE
from cleantext.errors import CleantextError
from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.speeches import Speech

__all__ = ["CleantextFormatter", "TextFileReader"]

_TOLD = 5  # documents of a task that are named in the log when no writer takes them
_OF_SPEECH = tuple(field.name for field in fields(Speech) if field.name != "text")


class _Refused(NamedTuple):
    """Why a document goes no further. kind: one word, for the statistics; reason: for a person."""

    kind: str
    reason: str


class CleantextFormatter(PipelineStep):  # type: ignore[misc,unused-ignore]
    """Cleans ``Document.text`` (``str``, or ``bytes`` in whatever codecs they are) and writes down what it found.

    options: what to do with a document. split: one document a speech, not one a source (with ``options.junk`` only).
    findings: every change in the metadata, too. exclusion_writer: takes the documents that could not be cleaned, as
    they came, with the reason in ``metadata["filter_reason"]``; without one they are dropped, counted and named in the
    log. timeout: seconds for one document, 0 for no limit; with a limit each task cleans in a process of its own, so
    that a document that brings the process down is refused as well.

    Metadata of what comes out; positions count characters, all of it can be written as JSON:
        cleantext_encoding: the codec, when the text was bytes; None otherwise.
        cleantext_rules: how many findings of each rule, [{"rule": …, "count": …}, …], as tables want it.
        cleantext_speeches: {index, title, start, end, kind, …} of each speech in the text (not when splitting).
        speech_index, speech_title, speech_start, …: when splitting, of the speech that the text is. One of several has
        its number behind the id: ``a/7`` becomes ``a/7.001``, ``a/7.002``. A text without speeches stays whole.
        cleantext_findings: with ``findings``, the fields of each ``Finding``.
    Split, each document has the findings of its speech and of what stood between that and the next.

    Raises CleantextError when it is made with options that name a rule or a list that does not exist, or with a time
    below 0; TypeError with what are no options, or no time.
    """

    name = "🧹 cleantext"
    type = BaseFormatter.type

    def __init__(
        self,
        options: Options = Options(),  # noqa: B008 (frozen)
        *,
        split: bool = False,
        findings: bool = False,
        exclusion_writer: DiskWriter | None = None,
        timeout: float = 0.0,
    ) -> None:
        super().__init__()
        if not isinstance(timeout, (int, float)):
            raise TypeError(f"the timeout is {type(timeout).__name__}; give a number of seconds, or 0 for no limit")
        if not 0 <= timeout < inf:
            raise CleantextError(f"timeout={timeout!r} is no number from 0 up; give seconds, or 0 for no limit")
        check_options(options)
        clean("", options)  # wrong options are told here, and not once for each document
        self.options = options
        self.split = split and options.junk
        self.findings = findings
        self.exclusion_writer = exclusion_writer
        self.timeout = timeout

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Yield the documents cleaned, in their order. rank: of the task, for the exclusion writer."""
        with ExitStack() as stack:
            writer = stack.enter_context(self.exclusion_writer) if self.exclusion_writer else None
            worker = self._worker(stack)
            for doc in data or ():
                self.stat_update(StatHints.total)
                with self.track_time():
                    made = self._cleaned(doc, worker)
                if isinstance(made, _Refused):
                    self._refuse(doc, made, writer, rank)
                    continue
                for each in made:
                    self.stat_update(StatHints.forwarded)
                    self.update_doc_stats(each)
                    yield each

    def _worker(self, stack: ExitStack) -> Callable[[str | bytes], Row]:
        one = partial(_row, self.options, self.split)
        if not self.timeout:
            return one
        clean("", self.options)  # what is loaded before the fork need not be loaded within the time of a document
        sandbox = stack.enter_context(ExtractorSandbox(self.timeout))
        return lambda text: sandbox.process_document(text, one)  # type: ignore[no-any-return,unused-ignore]

    def _cleaned(self, doc: Document, worker: Callable[[str | bytes], Row]) -> list[Document] | _Refused:
        if not isinstance(doc.text, (str, bytes)):
            return _Refused("no_text", f"its text is {type(doc.text).__name__}, not str or bytes; look at the text_key")
        try:
            row = worker(doc.text)
        except TimeoutError:
            return _Refused("timeout", f"took longer than {self.timeout:g} s; give it more time, or leave it out")
        except (EOFError, ConnectionError):
            return _Refused("died", "brought its process down; give it more memory, or leave it out")
        if row.error is not None:
            return _Refused("error", row.error)
        if not row.text.strip():
            return _Refused("empty", "no text is left of it: it was blank, or nothing but junk")
        if not _is_utf8(row, self.findings):
            return _Refused("half_character", "holds half a character (a lone surrogate), which no UTF-8 file can")
        self._count(doc, row)
        return self._documents(doc, row)

    def _documents(self, doc: Document, row: Row) -> list[Document]:
        if self.split:
            rows = zip(row.speeches, shares(row), strict=True)
            return [_speech(doc, speech, self._about(row, found), len(row.speeches)) for speech, found in rows]
        told = [_told(speech) for speech in row.speeches]
        return [_with(doc, row.text, {**self._about(row, row.findings), "cleantext_speeches": told})]

    def _about(self, row: Row, findings: Sequence[Finding]) -> dict[str, Any]:
        about = {"cleantext_encoding": row.encoding, "cleantext_rules": counted(findings)}
        return about | {"cleantext_findings": [f._asdict() for f in findings]} if self.findings else about

    def _count(self, doc: Document, row: Row) -> None:
        if row.text != doc.text if isinstance(doc.text, str) else row.text.encode() != doc.text:
            self.stat_update("changed")
        self.stat_update("speeches", value=len(row.speeches))
        for each in counted(row.findings):
            self.stat_update(f"rule_{each['rule']}", value=each["count"])
        if self.split:
            lost = sum(len(f.found) for f in row.findings if f.rule == OUTSIDE)
            self.stat_update("characters_outside_speeches", value=lost)

    def _refuse(self, doc: Document, why: _Refused, writer: DiskWriter | None, rank: int) -> None:
        self.stat_update(StatHints.dropped, f"dropped_{why.kind}")
        if writer is not None:
            kept = _with(doc, _shown(doc.text), {"filter_reason": why.reason})
            writer.write(kept, rank)
        elif (told := self.stats[StatHints.dropped].total) <= _TOLD:
            more = "; others will only be counted" if told == _TOLD else ""
            logger.warning(f"cleantext: {doc.id}: {why.reason}; dropped, for there is no exclusion_writer{more}")


class TextFileReader(BaseDiskReader):  # type: ignore[misc,unused-ignore]
    """Reads text files, one document a file: its bytes, for ``CleantextFormatter`` to find the codec.

    data_folder: of any file system that datatrove knows. compression: of the files, ``"infer"`` from their names.
    The rest is as with ``JsonlReader``. The id of a document is the path of its file in the folder.
    """

    name = "🧹 text files"

    def __init__(self, data_folder: Any, compression: str | None = "infer", **reader: Any) -> None:
        super().__init__(data_folder, **reader)
        self.compression = compression

    def read_file(self, filepath: str) -> Iterator[Document]:
        """The one document of a file; none when it is empty or cannot be read, which is told in the log."""
        try:
            with self.track_time(), self.data_folder.open(filepath, "rb", compression=self.compression) as file:
                found = {self.text_key: file.read(), self.id_key: filepath}
        except (OSError, EOFError) as error:
            logger.warning(f"{filepath}: cannot be read ({error}); it is left out")
            self.stat_update("unreadable_files")
            return
        document = self.get_document_from_dict(found, filepath, 0)
        if document:
            yield document


def _row(options: Options, split: bool, text: str | bytes) -> Row:
    # A function of the module, so that it can go to another process.
    return clean_batch([text], options, split=split)[0]


def _with(doc: Document, text: str, about: dict[str, Any]) -> Document:
    """The document with another text; the lists in it are its own, for other steps may change them."""
    return replace(doc, text=text, media=copy(doc.media), metadata={**doc.metadata, **about})


def _speech(doc: Document, speech: Speech, about: dict[str, Any], among: int) -> Document:
    """The document of one speech; ``among``: how many the source has."""
    about |= {f"speech_{name}": value for name, value in _told(speech).items()}
    made = _with(doc, speech.text, about)
    if among > 1:
        made.id = f"{doc.id}.{speech.index:03}"
    return made


def _told(speech: Speech) -> dict[str, Any]:
    about = {name: getattr(speech, name) for name in _OF_SPEECH}
    return {**about, "evidence": list(speech.evidence)}


def _is_utf8(row: Row, findings: bool) -> bool:
    """False for what would stop every writer, and with it the documents behind it. findings: they are written, too."""
    try:
        row.text.encode()
        if findings:
            "".join(f"{f.found}{f.cure}{f.note}" for f in row.findings).encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(text: Any) -> str:
    """What came, so that a writer can write it."""
    if isinstance(text, bytes):
        return text.decode("utf-8", "backslashreplace")
    if not isinstance(text, str):
        return "" if text is None else str(text)
    return text.encode("utf-8", "backslashreplace").decode()
