"""What single letters do not show: whether the letters of a text belong together, as its language writes them.

A codec of one byte a letter reads any bytes, so the wrong one gives letters, too; but they stand where no language has
them: a Greek letter inside a Latin word, a Vietnamese tone on a consonant.
"""

from __future__ import annotations

import unicodedata

from cleantext.patterns import lazy

_INSIDE = 12.0  # bits for two scripts in one word ("café" in a Greek codec), which hardly any text has
_BETWEEN = 3.0  # bits for a word in another script than the one before; of Greek about sports 1 word in 5 is such
_ABSENT = 12.0  # bits when the codec's own script does not occur at all
_OTHER = 6.0  # bits for any other alphabet than Latin: one accent in English must not be Greek
_STRANGE = 10.0  # bits for a word that no Vietnamese would write

_ALPHABETS = {"cyrillic": "\u0400-\u052f", "greek": "\u0370-\u03ff\u1f00-\u1fff"}
_OWN = {name: lazy(f"[{own}]") for name, own in _ALPHABETS.items()}
_INSIDES = {name: lazy(f"[A-Za-z](?=[{own}])|[{own}](?=[A-Za-z])") for name, own in _ALPHABETS.items()}
_TURNS = {
    name: lazy(f"[A-Za-z](?=[^A-Za-z{own}]+[{own}])|[{own}](?=[^A-Za-z{own}]+[A-Za-z])")
    for name, own in _ALPHABETS.items()
}

_BESIDE_LATIN = lazy("[A-Za-z](?=[\u0370-\u1cff])|[\u0370-\u1cff](?=[A-Za-z])")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = lazy(f"[^\\W\\d_](?:[^\\W\\d_]|[{_TONES}])*|[{_TONES}]+")
# A syllable without its tone: how it begins, its vowels, how it ends. Every word is one syllable.
_SYLLABLE = lazy(
    "(?:ngh?|n|nh|ch?|đ|d|gh?|gi|b|h|kh?|l|m|ph?|qu?|r|s|th?|tr|v|x)?"
    "(?:[aeêioôơuưy]|[iuư]a|u[êyơ]|uya|o[ae]|a[iouy]|â[uy]|eo|[êi]u|[oôơuư]i|ưu|uôi|ươ[iu]|[iy]êu|oa[ioy]|oeo|uây|uyu"
    "|(?:[aăâeêioôơuưy]|[iy]ê|uô|ươ|o[aăe]|u[âêy]|uyê)(?:ch?|m|ng|nh?|p|t))"
)


def strangeness(text: str, language: str) -> float:
    """Bits to add to what the letters of ``text`` cost in a language of Europe or in Vietnamese; else 0. Linear."""
    if language == "vietnamese":
        return _STRANGE * sum(map(_is_strange, _WORD.findall(text)))
    if language == "latin":
        return 0.0 if text.isascii() else _INSIDE * len(_BESIDE_LATIN.findall(text))
    if language not in _ALPHABETS:
        return 0.0
    if not _OWN[language].search(text):
        return _ABSENT
    return _OTHER + _INSIDE * len(_INSIDES[language].findall(text)) + _BETWEEN * len(_TURNS[language].findall(text))


def _is_strange(word: str) -> bool:
    """True for a word with letters beyond ASCII that is no syllable with at most one tone, on a vowel."""
    if word.isascii():
        return False
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in _TONES)
    tones = sum(c in _TONES for c in unicodedata.normalize("NFD", word))
    return tones > 1 or not _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare))
