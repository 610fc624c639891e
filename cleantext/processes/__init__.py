"""The processes that did the damage, turned round: bytes, readings, and the search over what the bytes were."""
