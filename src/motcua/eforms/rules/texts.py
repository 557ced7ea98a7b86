"""Vietnamese text as it must be stored: NFC, the right Đ, no letters of the fonts before Unicode; pure."""

import re
import unicodedata

from motcua.kernel import text

# Letters that look like Đ and đ: Icelandic eth (a frequent slip of keyboards and of old data), African d.
_LOOKALIKES = str.maketrans({"\u00d0": "\u0110", "\u0189": "\u0110", "\u00f0": "\u0111", "\u0256": "\u0111"})

# VNI wrote a mark as a letter of its own behind the vowel ("Buøi Thò Haïnh"), so a marked letter stands where neither
# Vietnamese nor the names of foreigners (Raúl, Anaïs, Raphaël, Leão, Noël) have one. What follows tells them apart.
_VNI = re.compile(
    r"a[ùøûõèüâáàåãä]|a[êéúë](?=[cmnpt])|aï(?=[cmnptiouy]|\b)"
    r"|e[ùøûõïâáàåä]|eã(?!o)"
    r"|o[ùøûõåä]|(?<!l)oï(?=[cmnptia]|\b)|u[ùøûõ]|uï(?=[cmnptiao]|\b)|y[ùøûõ]"
    r"|ô[ùøûõï]|ö[ùøûõïôaiu]"
    r"|\bñ[a-zà-ÿ]",
    re.IGNORECASE,
)
# TCVN3 (ABC) put marked letters where Latin-1 has signs and capitals ("NguyÔn V¨n ThÞ"): a sign within a word, a marked
# capital behind a small letter.
_TCVN3 = re.compile(
    r"[A-Za-z][¨©ª«¬®µ¶·¸¹»¼½¾×Þþ][a-z]|[A-Za-z][¨¬¶¸¾Þþ](?![a-z])|[a-z]µ(?![a-z])|[§¡][a-z¸-ÿ]|[a-z][Æ-ÖØ-Ý](?![A-Z])"
)
_NAME = re.compile(r"^[^\W\d_]+(?:[ '\u2019.-]+[^\W\d_]+)*\.?$")


def tidy(value: str, *, lines: bool = False) -> str:
    """One stored form: NFC, no control characters, single spaces, Đ where Ð was typed."""
    cleaned = text.normal_lines(value) if lines else text.normal(value)
    return cleaned.translate(_LOOKALIKES)


def is_legacy(value: str) -> bool:
    """True for text typed in TCVN3 or VNI and never converted; it cannot be read by anybody else."""
    return bool(_VNI.search(value) or _TCVN3.search(value))


def is_name(value: str) -> bool:
    """True for words of letters, with apostrophes, hyphens and points between them. Names are never split."""
    return bool(_NAME.match(value)) and any(unicodedata.category(c)[0] == "L" for c in value)
