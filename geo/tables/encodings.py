"""The encoding of a text: UTF-8, or the one in which its foreign letters are those of one language, within words."""

from collections.abc import Iterator
from pathlib import Path

SAMPLE_BYTES, FOREIGN_LINES = 1_000_000, 2_000

FAR_FROM_LATIN = ("cp1251", "koi8_r", "koi8_u", "cp866", "gb18030", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949")
WESTERN = ("áàâãçéêíóôõúü", "áéíóúñü", "àâæçéèêëîïôœùûüÿ", "äöüß", "àèéìîòù", "åäöæøéü", "àçèéíïóòúü")
CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýžäĺľôŕ", "áéíóöőúüű", "ăâîşţșț", "čćđšžäöü")
TURKISH, BALTIC = ("âçğıiîöşüû",), ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")
LETTERS = {
    "cp1252": WESTERN, "cp1250": CENTRAL, "iso8859_2": CENTRAL, "cp1254": TURKISH, "cp1257": BALTIC,
    "cp850": WESTERN, "cp852": CENTRAL, "mac_roman": WESTERN,
}  # fmt: skip
"""The letters of the languages that each encoding is for, the likelier encoding first."""
LIKELY, IN_WORDS = 0.95, 0.5  # shares: of the letters that one language has; of those beside a letter of ASCII


def encoding_of(path: Path) -> str:
    """Return the encoding of a text: UTF-8 if it is that, else the one in which its foreign letters make most sense."""
    with path.open("rb") as file:
        start = file.read(4)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        file.seek(0)
        foreign = [line for _, line in zip(range(FOREIGN_LINES), (line for line in file if not line.isascii()), strict=False)]
    sample = b"".join(foreign)
    whole, sample = len(sample) <= SAMPLE_BYTES, sample[:SAMPLE_BYTES]
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if whole or error.start < len(sample) - 4:  # a letter cut in two at the end of a sample tells nothing
            return guessed_encoding(sample)
    return "utf-8-sig"


def guessed_encoding(sample: bytes) -> str:
    """Return the encoding of some lines that hold foreign letters and are no UTF-8."""
    from charset_normalizer import from_bytes

    if latin := _latin(sample):
        return latin
    best = from_bytes(sample, preemptive_behaviour=False).best()
    guessed = "cp1252" if best is None else best.encoding
    if guessed not in FAR_FROM_LATIN and len({byte for byte in sample if byte > 127}) <= 1:
        return "cp1252"  # one letter tells nothing: the most frequent of its kin
    return guessed


def _latin(sample: bytes) -> str:
    """Return the encoding in which nearly all foreign letters are of one language that writes Latin letters, "" if none is.

    The Portuguese "Não" of cp1252 is "NŃo" in cp775, and no language writes so.
    """
    shares = dict[str, float]()
    for encoding, languages in LETTERS.items():
        try:
            found = list(_foreign(sample.decode(encoding)))
        except UnicodeDecodeError:
            continue
        if not found or sum(beside for _, beside in found) < IN_WORDS * len(found):
            continue
        shares[encoding] = max(sum(letter in {*of_one} for letter, _ in found) / len(found) for of_one in languages)
    best = max(shares, key=lambda encoding: shares[encoding], default="")  # of those alike, the first
    return best if best and shares[best] >= LIKELY else ""


def _foreign(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each foreign letter, "" for what cannot stand within a word, and whether a letter of ASCII is beside it.

    A capital before or behind a small letter, and a sign between two letters, cannot.
    """
    for before, sign, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if sign.isascii():
            continue
        beside = any(one.isascii() and one.isalpha() for one in (before, after))
        within = before.isalpha() and after.isalpha()
        if not sign.isalpha() or sign in "ªº":
            if within and sign not in "’‘–-":
                yield "", beside
            continue
        odd = sign.isupper() and before.isalpha() and (before.islower() or after.islower())
        yield "" if odd else sign.lower(), beside
