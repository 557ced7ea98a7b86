"""Code formats that the law or outsiders fix. Nothing is read out of a code for logic."""

import hashlib
import hmac
import re
from datetime import date

AGENCY_CODE = re.compile(r"^[A-Z0-9]+(\.[A-Z0-9]+)*$")  # at most 35 characters, decision 20/2020/QĐ-TTg, article 4
DOSSIER_CODE = re.compile(r"^[A-Z0-9.]{1,40}-\d{6}-[A-Z0-9]{3,12}$")
SLUG = re.compile(r"^[a-z][a-z0-9_]*$")
PERSONAL_ID = re.compile(r"^0\d{11}$")
PHONE = re.compile(r"^0[35789]\d{8}$")

# Letters and digits that nobody mistakes for one another, read aloud or written by hand.
_PIN_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PIN_LENGTH = 8


def is_agency_code(code: str) -> bool:
    """True for an agency identifier of decision 20/2020/QĐ-TTg (left-to-right style)."""
    return len(code) <= 35 and bool(AGENCY_CODE.match(code))


def dossier_code(agency: str, day: date, number: int) -> str:
    """Competent agency, local date of submission (yymmdd), at least four digits (contract, section 2)."""
    return f"{agency}-{day:%y%m%d}-{number:04d}"


def is_dossier_code(code: str) -> bool:
    """True for any code that can be a dossier's; other systems' codes have other widths."""
    return bool(DOSSIER_CODE.match(code))


def pin(code: str, key: bytes) -> str:
    """The PIN of a dossier: derived from the installation's key, so that it is never stored."""
    number = int.from_bytes(hmac.digest(key, b"pin:" + code.encode(), hashlib.sha256), "big")
    letters = []
    for _ in range(PIN_LENGTH):
        number, index = divmod(number, len(_PIN_ALPHABET))
        letters.append(_PIN_ALPHABET[index])
    return "".join(letters)


def pin_matches(given: str, code: str, key: bytes) -> bool:
    """Compare in constant time; spaces, hyphens and lower case are forgiven."""
    cleaned = re.sub(r"[\s-]", "", given).upper()
    return hmac.compare_digest(cleaned.encode(), pin(code, key).encode())
