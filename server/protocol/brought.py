"""The one door for text that people bring: files, the environment, arguments, standard input.

Windows writes a byte order mark, UTF-16 and CR; a Mac takes accents apart; what is copied from a
page brings letters that nobody sees. Past this door there is one way to write each word.

What is refused is never repeated: it may be a secret.
"""

from __future__ import annotations

import codecs
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_SHAPING = "\u00ad\u061c\u200c\u200d\u200e\u200f"
"""Unseen, and yet of use inside a text: where a word may part, joiners and direction marks."""
_EMPTY = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\U0001d159"
"""Letters and signs by their kind that are drawn as nothing."""
_REPLACED = "\ufffd"
QUOTES = ("''", '""', "“”", "‘’", "«»")
SAVE_AS_UTF8 = "not written in UTF-8; open it in an editor and save it anew as UTF-8"


class BadText(ValueError):
    """Said to whoever brought the text, as it is: what to do, and on which line."""

    def __init__(self, cure: str, line: int | None = None) -> None:
        super().__init__(cure)
        self.line = line


def decoded(data: bytes) -> str:
    """A file's text, its lines ending in LF, its accents in one piece. Raises BadText."""
    mark, encoding = next((m for m in _MARKS if data.startswith(m[0])), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = 1 + _ended(data[: error.start]) if encoding == "utf-8" else None
        raise BadText(SAVE_AS_UTF8, line) from error
    if "\0" in text:
        raise BadText(SAVE_AS_UTF8, 1 + text.count("\n", 0, text.index("\0")))
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def decoded_from_an_office(data: bytes) -> str:
    """The same for what office software saves: where it is not UTF-8, it is Windows-1252."""
    try:
        return decoded(data)
    except BadText:
        if b"\0" in data or data.startswith(tuple(mark for mark, _ in _MARKS)):
            raise
        try:
            return decoded(data.decode("cp1252").encode())
        except UnicodeDecodeError as error:
            raise BadText(SAVE_AS_UTF8, 1 + _ended(data[: error.start])) from error


def cleaned(text: str) -> str:
    """One line, without what nobody sees, nor blanks around it. Refuses nothing."""
    kept = "".join(" " if c in _BLANKS else c for c in text if c in _BLANKS or not _is_unseen(c))
    return unicodedata.normalize("NFC", kept).strip()


def plain(text: str) -> str:
    """The same. Raises BadText for what is no text: it could not be kept, drawn or typed again."""
    for character in cleaned(text):
        if character == _REPLACED or unicodedata.category(character) in ("Cs", "Co", "Cn"):
            raise BadText("holds a letter that was lost on the way; type it anew, as UTF-8")
        if unicodedata.category(character) == "Cc":
            raise BadText(f"holds a control character (U+{ord(character):04X}); leave it out")
    return cleaned(text)


def name(text: str) -> str:
    """The name of somebody or something: there is something to read. Raises BadText."""
    words = " ".join(word for word in plain(text).split(" ") if word)
    if not any(unicodedata.category(character)[0] in "LNPS" for character in words):
        raise BadText("there is nothing to read in it; write a name")
    return words


def login(text: str) -> str:
    """A name that is typed, letter by letter. Raises BadText."""
    name(text)
    return as_typed(text)


def as_typed(text: str) -> str:
    """A login as somebody types it in. Refuses nothing: a wrong one opens nothing."""
    words = " ".join(cleaned(text).split())
    return "".join(character for character in words if character not in _SHAPING)


def token(text: str) -> str:
    """A secret of one word, as `suivant device add` prints it. Raises BadText."""
    word = unquoted(text)
    if not word or not all("!" <= character <= "~" for character in word):
        raise BadText("it is one word, as `suivant device add` printed it; copy it anew")
    return word


def unquoted(text: str) -> str:
    """Without the quotes that a file for the environment may have left around a value."""
    value = cleaned(text)
    return value[1:-1].strip() if len(value) > 1 and value[0] + value[-1] in QUOTES else value


def _is_unseen(character: str) -> bool:
    if character in _EMPTY:
        return True
    return unicodedata.category(character) == "Cf" and character not in _SHAPING


def _ended(data: bytes) -> int:
    """How many lines."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
