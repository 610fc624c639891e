"""The letters beyond ASCII that each language in the Latin alphabet writes, and about how often.

By hand, from published counts of letters, rounded to powers of two: LETTERS[language][bits] is a string of the letters
that are about one in ``2 ** bits`` of its characters. What matters is which letters go together, and which are common:
ã beside ç is Portuguese, ă beside ţ is Romanian, and one document is in one of these languages. Capitals are rarer.
"""

from __future__ import annotations

LETTERS: dict[str, dict[int, str]] = {
    "french": {6: "é", 8: "àè", 9: "ê", 10: "ç", 11: "âîûôù", 12: "œ", 13: "ëï"},
    "german": {7: "üä", 8: "öß"},
    "spanish": {7: "óí", 8: "áéñ", 10: "ú", 13: "ü"},
    "catalan": {7: "à", 8: "éèó", 9: "òíç", 10: "ú", 11: "ïü"},
    "portuguese": {7: "ãç", 8: "áéíó", 9: "êõú", 10: "âà", 11: "ô"},
    "italian": {8: "àè", 9: "ù", 10: "òìé"},
    "romanian": {5: "ă", 7: "îâşţșț"},
    "turkish": {4: "ı", 6: "üşğç", 7: "ö", 9: "İ", 13: "âî"},
    "polish": {6: "ł", 7: "ąęóżś", 8: "ć", 9: "ń", 11: "ź"},
    "czech": {5: "í", 6: "áě", 7: "éřšžčý", 8: "ů", 10: "ú", 12: "ňťďó"},
    "slovak": {6: "á", 7: "íéýčšžú", 8: "ť", 9: "ľôňď", 10: "äó", 13: "ĺŕ"},
    "slovene, croatian": {7: "čš", 8: "žć", 9: "đ"},
    "hungarian": {5: "áé", 7: "öóő", 8: "üí", 9: "úű"},
    "swedish": {6: "ä", 7: "åö", 11: "é"},
    "finnish, estonian": {5: "ä", 7: "öüõ", 12: "å"},
    "danish, norwegian": {7: "åæø", 11: "é"},
    "icelandic": {6: "ðáíþ", 7: "óéöúæý"},
    "dutch": {10: "ë", 11: "éï", 13: "öèü"},
    "lithuanian": {6: "ė", 7: "šįųžū", 9: "ąčę"},
    "latvian": {5: "ā", 6: "īēš", 7: "ūņļž", 9: "čķģ"},
}
