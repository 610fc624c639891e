"""Other languages in the codecs of their time: none is taken for another, or for Chinese."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from cleantext.decoding import decode
from cleantext.decoding.alphabets import LETTERS
from cleantext.decoding.judge import plausibility
from cleantext.decoding.scripts import strangeness
from tests.test_decoding import whole

# (codecs, text), invented.
SENTENCES = [
    ("cp1252 iso8859-15 mac-roman", "Hier, après la réunion, nous sommes allés à l'école où mon père a été élève."),
    ("cp1252 iso8859-15", "La città è più tranquilla perché venerdì non c'è il mercato; così tornerà anche mio papà."),
    ("cp1252 iso8859-15", "Amanhã não haverá reunião, porque as crianças vão à praia; depois virão as lições."),
    ("cp1252", "Así los niños llegarán más rápido. ¿Cuándo vendrás tú mañana? Según él, también habrá música."),
    ("cp1252 iso8859-15", "Im Frühling bauen wir eine neue Brücke über den Fluß; danach schlafen wir unter der Eiche."),
    ("cp1252 iso8859-15", "På våren bygger vi en ny bro över ån, så att barnen får närmare till skolan."),
    ("cp1252 iso8859-15", "Om foråret bygger vi en ny bro over åen, så børnene får kortere vej til skole."),
    ("cp1252 iso8859-15", "Keväällä rakennamme uuden sillan joen yli, jotta lapset pääsevät helpommin kouluun."),
    ("cp1252", "We met at the café on Sunday, and the naïve plan was to build a bridge before the spring."),
    ("cp1250 iso8859-2", "Wiosną zbudujemy nowy most przez rzekę, żeby dzieci mogły łatwiej chodzić do szkoły."),
    ("cp1250 iso8859-2", "Na jaře postavíme nový most přes řeku, aby děti měly blíž do školy; potom si odpočineme."),
    ("cp1250 iso8859-2", "Tavasszal új hidat építünk a folyón, hogy a gyerekek könnyebben járjanak iskolába."),
    (
        "cp1250 iso8859-2",
        "Primăvara vom construi un pod nou peste râu, ca să ajungă copiii mai uşor la şcoală şi în piaţă.",
    ),
    ("cp1254 iso8859-9", "İlkbaharda çocukların okula daha kolay gitmesi için ırmağın üzerine köprü yapacağız."),
    ("cp1251 koi8-r cp866 iso8859-5", "Весной мы построим новый мост через реку, и детям будет ближе ходить в школу."),
    ("cp1251 koi8-u", "Навесні ми збудуємо новий міст через річку, щоб дітям було ближче ходити до школи."),
    ("cp1251 koi8-r", "Программы Bridge Office, Photo Shop и Total Commander работают на Linux Mint."),
    ("cp1253 iso8859-7", "Την άνοιξη θα χτίσουμε μια καινούργια γέφυρα για τα παιδιά του χωριού."),
    (
        "cp1253 iso8859-7",
        "Οι Rolling Bridges και οι Deep Rivers έπαιξαν με το John Smith Quartet (The Old Club, New Avenue).",
    ),
]
VIETNAMESE = "Mùa xuân năm sau chúng tôi sẽ xây một cây cầu mới qua sông để trẻ em đi học gần hơn."
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def typed(text: str) -> str:
    """As a Vietnamese keyboard types: every tone a character of its own, after its vowel."""

    def split(c: str) -> str:
        marks = unicodedata.normalize("NFD", c)
        tone = "".join(mark for mark in marks if mark in _TONES)
        return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) + tone

    return "".join(map(split, text))


@pytest.mark.parametrize(("codec", "text"), [(codec, text) for codecs, text in SENTENCES for codec in codecs.split()])
@pytest.mark.parametrize("size", [60, 200])
def test_a_sentence(codec: str, text: str, size: int) -> None:
    data = text[:size].encode(codec)
    assert decode(data).text == text[:size]
    whole(decode(data), data)


@pytest.mark.parametrize("text", [VIETNAMESE, "Phiên họp thứ ba của hội đồng", "đã ghi điểm trận này"])
@pytest.mark.parametrize("keyboard", [True, False])
def test_vietnamese_of_windows(text: str, keyboard: bool) -> None:
    """Keyboards write all tones apart; converters keep the letters that cp1258 has, à and é among them."""
    text = "".join(c if c.encode("cp1258", "ignore") else typed(c) for c in text) if not keyboard else typed(text)
    data = text.encode("cp1258")
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, "cp1258")
    whole(decoded, data)


@pytest.mark.parametrize(
    ("text", "language", "bits"),
    [
        (typed(VIETNAMESE), "vietnamese", 0),
        (VIETNAMESE, "vietnamese", 0),
        ("così però è già", "vietnamese", 20),  # è and già could be Vietnamese
        ("μια γέφυρα", "greek", 6),
        ("cafι", "greek", 18),
        ("το Bridge Club και", "greek", 12),
        ("plain", "greek", 12),
        ("perע", "latin", 12),
        ("普通", "chinese", 0),
    ],
)
def test_letters_that_do_not_belong_together(text: str, language: str, bits: float) -> None:
    assert strangeness(text, language) == bits


def test_one_text_is_in_one_language() -> None:
    """Letters of two languages cost more than those of either, though each is common in its own."""
    assert plausibility("ãçã", "latin") > plausibility("ãşı", "latin")
    assert all(c > "\x7f" for bits in LETTERS.values() for letters in bits.values() for c in letters)


_ORDER = """
from cleantext.decoding import decode
from cleantext.decoding.judge import odd
{first}
print(hash_of := __import__("hashlib").sha256(odd().pattern.encode()).hexdigest())
"""


def test_what_is_odd_does_not_depend_on_the_document_before() -> None:
    first = 'decode("橋の上で、カレーとパンを食べました。ψЖ™".encode("euc_jp", "ignore") * 5)'
    answers = {
        subprocess.run(
            [sys.executable, "-c", _ORDER.format(first=each)], capture_output=True, text=True, check=True
        ).stdout
        for each in ("", first)
    }
    assert len(answers) == 1


@pytest.mark.parametrize(("text", "codec"), [("工程", "utf-16-le"), ("工程队", "utf-16-be"), ("开会", "utf-16-le")])
def test_a_few_characters_of_utf_16(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)
    assert 0.5 <= decoded.segments[0].confidence < 0.99
