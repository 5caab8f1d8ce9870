"""Why a file cannot be read: the tree, with the finding code and the remedy of each.

    ReadError
    ├── UnreadableError      damaged, empty, or not what it says it is
    ├── EncryptedError       needs a password that was not given
    ├── TooLargeError        beyond a limit of `extractors.limits`
    └── WrongFormatError     a format that holds no document we can read

Only these leave a reader; `extractors.read` turns each into a finding.  The message is Vietnamese and
says what is wrong and what to do; the caller adds the name of the file.
"""

from __future__ import annotations


class ReadError(Exception):
    """A file gave no document.  `code` is the finding code of the contract."""

    code = "unreadable"

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}")
        self.reason = reason
        self.remedy = remedy


class UnreadableError(ReadError):
    """The bytes are damaged, empty, or not of the kind they claim."""

    code = "unreadable"


class EncryptedError(ReadError):
    """The file needs a password that is not in the list."""

    code = "encrypted"


class TooLargeError(ReadError):
    """A limit was passed; the message names the limit and how to raise it."""

    code = "too_large"


class WrongFormatError(ReadError):
    """A kind of file that cannot be evidence (program, video, unknown binary)."""

    code = "wrong_format"
