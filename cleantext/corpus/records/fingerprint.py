"""A hash of the rows of a table: the same however they are cut into batches, row groups and pages."""

from __future__ import annotations

import hashlib
from typing import Any

from cleantext.corpus.records.table import arrow


class Fingerprint:
    """Takes batches. What lies in memory under a null or outside of a slice does not count; bits of numbers do."""

    def __init__(self) -> None:
        self._pa = arrow()
        self._hashes: dict[str, Any] = {}

    def take(self, batch: Any) -> None:
        """The next rows."""
        for number, column in enumerate(batch.columns):
            self._array(f"{number}", column)

    def hexdigest(self) -> str:
        """The SHA-256 of all of them, in hex."""
        whole = hashlib.sha256()
        for name, each in sorted(self._hashes.items()):
            whole.update(f"{name} {each.hexdigest()}\n".encode())
        return whole.hexdigest()

    def _add(self, name: str, data: Any) -> None:
        self._hashes.setdefault(name, hashlib.sha256()).update(data)

    def _array(self, name: str, array: Any) -> None:
        types, compute, pa = self._pa.types, self._pa.compute, self._pa
        if isinstance(array, pa.ExtensionArray):
            array = array.storage
        if types.is_dictionary(array.type):
            array = array.dictionary_decode()
        self._add(f"{name}?", _fixed(array.is_valid().cast(pa.uint8()), 1))
        array, kind = array.drop_null(), array.type
        if kind in (pa.string(), pa.binary()) or _is_any(types, kind, "large_string", "large_binary", "string_view"):
            self._bytes(name, array)
        elif _is_any(types, kind, "list", "large_list", "fixed_size_list"):
            self._add(f"{name}#", _fixed(compute.list_value_length(array).cast(pa.int64()), 8))
            self._array(f"{name}.", array.flatten())
        elif types.is_struct(kind):
            for number, part in enumerate(array.flatten()):
                self._array(f"{name}.{number}", part)
        elif types.is_boolean(kind):
            self._add(name, _fixed(array.cast(pa.uint8()), 1))
        elif types.is_primitive(kind) or types.is_decimal(kind):
            self._add(name, _fixed(array, kind.bit_width // 8))
        else:
            for value in array.to_pylist():
                self._add(name, f"{value!r}\n".encode("utf-8", "backslashreplace"))

    def _bytes(self, name: str, array: Any) -> None:
        pa = self._pa
        is_text = self._pa.types.is_string(array.type) or "string" in str(array.type)
        array = array.cast(pa.large_string() if is_text else pa.large_binary())
        self._add(f"{name}#", _fixed(pa.compute.binary_length(array).cast(pa.int64()), 8))
        if len(array):
            starts = memoryview(array.buffers()[1]).cast("B").cast("q")
            data = array.buffers()[2]
            if data is not None:
                self._add(name, memoryview(data)[starts[array.offset] : starts[array.offset + len(array)]])


def _is_any(types: Any, kind: Any, *names: str) -> bool:
    return any(hasattr(types, f"is_{name}") and getattr(types, f"is_{name}")(kind) for name in names)


def _fixed(array: Any, width: int) -> Any:
    """The bytes of values of so many bytes each."""
    return memoryview(array.buffers()[1])[array.offset * width :][: len(array) * width] if len(array) else b""
