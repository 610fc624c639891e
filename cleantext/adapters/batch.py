"""A batch of documents at once: lists, Arrow, pandas, polars; what every adapter is made of.

A table gets its text cleaned, its other columns pass through, and these come with it: ``cleantext_encoding``,
``cleantext_findings`` (a list of the fields of ``Finding``), ``cleantext_rules`` (how many of each rule: a list of
``{"rule": …, "count": …}``, for a map is not carried by all that carry tables) and ``cleantext_error``. With ``split``
there is a row a speech, with the fields of ``Speech`` in ``speech_index``, ``speech_title``, …
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, cast, overload

from cleantext import chain
from cleantext.corpus.check import OUTSIDE
from cleantext.errors import CleantextError, missing, unexpected
from cleantext.finding import Finding
from cleantext.options import Options
from cleantext.speeches import Speech

ENCODING, FINDINGS, RULES, ERROR = (f"cleantext_{name}" for name in ("encoding", "findings", "rules", "error"))
_FIELDS = ("index", *(name for name in Speech.__dataclass_fields__ if name not in ("index", "text")))
SPEECH = tuple(f"speech_{name}" for name in _FIELDS)

NUMBERS = tuple(f"speech_{name}" for name in ("index", "start", "end", "source_start", "source_end"))

Source = str | bytes | None
Table = TypeVar("Table")


class Row(NamedTuple):
    """What became of one source.

    text: cleaned; "" where there was none (None). encoding: of bytes, None for a text. speeches: spans count characters
    of ``text``, and of the source. findings: without ``outside_speech`` unless it is split. error: why it could not be
    cleaned, else None; then ``text`` is the source unchanged (bytes that are no UTF-8 written as ``\\xNN``).
    """

    text: str
    encoding: str | None = None
    speeches: tuple[Speech, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: str | None = None


class How(NamedTuple):
    """What to read of a table and what to make of it."""

    column: str = "text"
    split: bool = False
    findings: bool = True

    def added(self) -> tuple[str, ...]:
        """The columns that come with the text, in order."""
        found = (FINDINGS,) if self.findings else ()
        return (ENCODING, *found, RULES, ERROR, *(SPEECH if self.split else ()))


class Made(NamedTuple):
    """What became of a table. taken: for each new row the old one (from 0) it is of. columns: the text, and those that
    came with it; a value a row."""

    taken: list[int]
    columns: dict[str, list[Any]]


@overload
def clean_batch(
    batch: Sequence[Source], options: Options = ..., *, split: bool = ..., findings: bool = ...
) -> list[Row]: ...
@overload
def clean_batch(
    batch: Table, options: Options = ..., *, column: str = ..., split: bool = ..., findings: bool = ...
) -> Table: ...
def clean_batch(
    batch: Any,
    options: Options = Options(),  # noqa: B008 (frozen)
    *,
    column: str = "text",
    split: bool = False,
    findings: bool = True,
) -> Any:
    """Clean every document of a batch.

    batch: a list of str, bytes or None: gives a list of ``Row``, one a source, in order. A pyarrow ``RecordBatch`` or
        ``Table``, a pandas or polars ``DataFrame``: gives one of the same kind, with more columns.
    column: of the table, the one that holds the text, or its bytes in whatever codecs they are.
    split: a table gets a row a speech, its other columns repeated; each finding stands with the speech it is in, and
        the first has what was found before it. A text without a speech stays whole. A list gets no more rows.
    findings: False leaves them out, but for how many of each rule there are.

    A document that cannot be cleaned has a reason in ``error``, and the others go on. Raises CleantextError for what
    concerns all of them: an unknown rule, no such column, a column of numbers, a column that was there already; and
    TypeError for what is no batch.
    """
    how = How(column, split, findings)
    name = f"{type(batch).__module__}.{type(batch).__name__}"
    if isinstance(batch, (list, tuple)):
        return clean_sources(batch, options, how)
    if name.startswith("pyarrow."):
        from cleantext.adapters.arrow import clean_arrow

        return clean_arrow(batch, options, how)
    if name.startswith(("pandas.", "polars.")) and name.endswith(".DataFrame"):
        from cleantext.adapters import frames

        return (frames.clean_pandas if name.startswith("pandas.") else frames.clean_polars)(batch, options, how)
    raise TypeError(f"the batch is {name}; give a list of texts, a pyarrow RecordBatch or Table, or a DataFrame")


def check_options(options: Any) -> None:
    """Raises TypeError: a dictionary, or None for those that nobody chose, would fail later and in other words."""
    if not isinstance(options, Options):
        raise TypeError(f"the options are {type(options).__name__}; give cleantext.Options(…)")


def clean_sources(sources: Iterable[Any], options: Options, how: How = How()) -> list[Row]:  # noqa: B008 (frozen)
    """A ``Row`` for each source. Raises CleantextError when no document can be cleaned like this."""
    check_options(options)
    try:
        _check(options)  # an unknown rule is told once, not as the fault of each document
        rows = [_row(source, options, how.split) for source in sources]
    except ImportError as error:
        raise CleantextError(missing(error)) from error
    return rows if how.findings else [row._replace(findings=()) for row in rows]


@lru_cache(maxsize=64)
def _check(options: Options) -> None:
    # Kept, for a pipeline hands over one document at a time: this takes a tenth of what a short one does.
    chain.clean("", options)


def _row(source: Any, options: Options, split: bool) -> Row:
    if source is None:
        return Row("")
    if not isinstance(source, (str, bytes, bytearray, memoryview)):
        return Row("", error=f"holds no text but {type(source).__name__}")
    try:
        cleaned = chain.clean(cast(str | bytes, source), options)
    except ImportError:
        raise
    except Exception as error:
        return Row(_unchanged(source), error=_reason(error))
    decoded = cleaned.decoded
    encoding = decoded.encoding if decoded else None
    if not split:
        return Row(cleaned.text, encoding, cleaned.speeches, tuple(f for f in cleaned.findings if f.rule != OUTSIDE))
    size = len(decoded.text if decoded else source)
    whole = Speech("", cleaned.text, 0, len(cleaned.text), 1, kind="text", source_start=0, source_end=size)
    return Row(cleaned.text, encoding, cleaned.speeches or (whole,), cleaned.findings)


def _unchanged(source: str | bytes | bytearray | memoryview) -> str:
    # Nothing of what could not be read is lost: the bytes can be made again from this, or seen in it.
    return source if isinstance(source, str) else bytes(source).decode("utf-8", "backslashreplace")


def _reason(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "is too large for this machine's memory"
    return f"could not be cleaned ({unexpected(error)})"


def made_of(sources: Sequence[Any], options: Options, how: How) -> Made:
    """The columns that a column of sources becomes.

    A source that is no text stays what it is. Raises CleantextError.
    """
    made = Made([], {name: [] for name in (how.column, *how.added())})
    for at, row in enumerate(clean_sources(sources, options, how._replace(findings=True))):
        source = sources[at]
        is_text = isinstance(source, (str, bytes, bytearray, memoryview))
        for line in _lines(row if is_text else row._replace(text=source), how):
            made.taken.append(at)
            for name, values in made.columns.items():
                values.append(line[name])
    return made


def _lines(row: Row, how: How) -> Iterable[dict[str, Any]]:
    """The rows of a table that a ``Row`` becomes."""
    speeches = row.speeches if how.split else ()
    if not speeches:
        yield _line(row.text, row, row.findings, how) | (dict.fromkeys(SPEECH) if how.split else {})
        return
    for speech, share in zip(speeches, shares(row), strict=True):
        line = _line(speech.text, row, share, how)
        about = {name: getattr(speech, name.removeprefix("speech_")) for name in SPEECH}
        yield line | about | {"speech_evidence": list(speech.evidence)}


def shares(row: Row) -> list[list[Finding]]:
    """The findings of each speech; those between two stand with the one before."""
    starts = [speech.source_start for speech in row.speeches[1:]]
    found: list[list[Finding]] = [[] for _ in row.speeches]
    for finding in row.findings:
        found[bisect_right(starts, finding.source_start)].append(finding)
    return found


def counted(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """How many findings there are of each rule, as a column has them."""
    counts = Counter(finding.rule for finding in findings if finding.rule != OUTSIDE)
    return [{"rule": rule, "count": count} for rule, count in sorted(counts.items())]


def _line(text: str, row: Row, findings: Sequence[Finding], how: How) -> dict[str, Any]:
    return {
        how.column: text,
        ENCODING: row.encoding,
        FINDINGS: [finding._asdict() for finding in findings] if how.findings else None,
        RULES: counted(findings),
        ERROR: row.error,
    }


def checked(names: Sequence[str], how: How) -> None:
    """Raises CleantextError when a table with columns of these names cannot be cleaned."""
    if how.column not in names:
        raise CleantextError(
            f"has no column {how.column!r}; name the one that holds the text with column= (it has {', '.join(names)})"
        )
    if list(names).count(how.column) > 1:
        raise CleantextError(f"has more than one column {how.column!r}; rename all but one")
    there = [name for name in how.added() if name in names]
    if there:
        raise CleantextError(f"has a column {there[0]!r} already, as of an earlier cleaning; drop or rename it first")
