"""What a file is, by its bytes; its name is only a hint, and sometimes a lie.

Offices rename `.rtf` and `.html` to `.doc`, `.jpg` to `.pdf`, and mail programs put bytes before `%PDF`.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

import olefile

from extractors.errors import EncryptedError, ReadError, UnreadableError, WrongFormatError

IMAGES = frozenset({"jpg", "png", "tif", "bmp", "webp", "gif"})
"""Kinds that `image.read_image` reads."""
WORKBOOKS = frozenset({"xlsx", "xlsb", "xls", "ods"})
"""Kinds that `xlsx.read_workbook` reads."""

_NAMES = {
    "pdf": "tệp PDF",
    "docx": "văn bản Word",
    "doc": "văn bản Word 97–2003",
    "xlsx": "bảng tính Excel",
    "xlsb": "bảng tính Excel nhị phân",
    "xls": "bảng tính Excel 97–2003",
    "ods": "bảng tính OpenDocument",
    "odt": "văn bản OpenDocument",
    "pptx": "bản trình chiếu PowerPoint",
    "ppt": "bản trình chiếu PowerPoint 97–2003",
    "odp": "bản trình chiếu OpenDocument",
    "zip": "tệp nén ZIP",
    "7z": "tệp nén 7z",
    "rar": "tệp nén RAR",
    "gz": "tệp nén GZ",
    "tar": "tệp nén TAR",
    "jpg": "ảnh JPEG",
    "png": "ảnh PNG",
    "tif": "ảnh TIFF",
    "bmp": "ảnh BMP",
    "webp": "ảnh WebP",
    "gif": "ảnh GIF",
    "heic": "ảnh HEIC của điện thoại",
    "html": "trang web HTML",
    "mht": "trang web MHT",
    "wordxml": "văn bản Word dạng XML",
    "rtf": "văn bản RTF",
    "eml": "thư điện tử",
    "msg": "thư Outlook",
    "encrypted": "tệp Office có mật khẩu",
    "ole": "tệp Office cũ không rõ loại",
    "exe": "chương trình",
    "media": "tệp âm thanh hoặc video",
    "empty": "tệp rỗng",
    "text": "văn bản thuần",
    "unknown": "tệp không rõ loại",
}

_SUFFIXES = {
    "pdf": {"pdf"},
    "docx": {"docx", "docm", "dotx", "dotm"},
    "doc": {"doc", "dot"},
    "xlsx": {"xlsx", "xlsm", "xltx", "xltm"},
    "xlsb": {"xlsb"},
    "xls": {"xls", "xlt"},
    "ods": {"ods"},
    "odt": {"odt"},
    "pptx": {"pptx", "pptm", "ppsx"},
    "ppt": {"ppt", "pps"},
    "odp": {"odp"},
    "zip": {"zip"},
    "7z": {"7z"},
    "rar": {"rar"},
    "gz": {"gz", "tgz"},
    "tar": {"tar"},
    "jpg": {"jpg", "jpeg", "jpe", "jfif"},
    "png": {"png"},
    "tif": {"tif", "tiff"},
    "bmp": {"bmp", "dib"},
    "webp": {"webp"},
    "gif": {"gif"},
    "heic": {"heic", "heif", "avif"},
    "html": {"html", "htm"},
    "mht": {"mht", "mhtml"},
    "wordxml": {"xml"},
    "rtf": {"rtf"},
    "eml": {"eml"},
    "msg": {"msg"},
    "exe": {"exe", "dll", "scr", "com"},
    "media": {"mp4", "mov", "avi", "mkv", "mp3", "wav", "m4a", "wma", "wmv"},
    "text": {"txt", "csv", "log", "md"},
}
_KIND_OF_SUFFIX = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes}

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"II+\x00", "tif"),
    (b"MM\x00+", "tif"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b\x08", "gz"),
    (b"{\\rtf", "rtf"),
    (b"\x7fELF", "exe"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"\x1aE\xdf\xa3", "media"),
    (b"0&\xb2u\x8ef\xcf\x11", "media"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_MAIL_HEADER = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"(?:From|To|Subject|Date|Received|MIME-Version|Message-ID|Return-Path|X-Mailer):",
    re.IGNORECASE,
)


_FILLED = re.compile(rb"[^\x00 \t\r\n\x0c\xef\xbb\xbf]")
"""Something other than blanks; stripping would copy the file to find it."""


def kind_of(content: bytes, name: str = "") -> str:
    """The kind of a file, a key such as `pdf`, `docx`, `zip`, `jpg`, `encrypted`, `empty`, `unknown`.

    `name` decides only between kinds that the bytes cannot tell apart: a damaged zip named `.docx` is a damaged docx.
    """
    if _FILLED.search(content) is None:
        return "empty"
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(_ZIP):
        return _kind_of_zip(content, name)
    if content.startswith(olefile.MAGIC):
        return _kind_of_ole(content, name)
    if content.startswith(b"RIFF") and content[8:12] in (b"WEBP", b"AVI ", b"WAVE"):
        return "webp" if content[8:12] == b"WEBP" else "media"
    if content[4:8] == b"ftyp":
        return "heic" if content[8:12] in _HEIF_BRANDS else "media"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"BM") and int.from_bytes(content[14:18], "little") in (12, 40, 52, 56, 64, 108, 124):
        return "bmp"
    if content.startswith(b"MZ"):
        return "exe"
    if content[257:262] == b"ustar":
        return "tar"
    return _kind_of_text(content)


def describe(kind: str) -> str:
    """The kind in Vietnamese, for messages."""
    return _NAMES.get(kind, _NAMES["unknown"])


def mismatch(kind: str, name: str) -> bool:
    """Whether the suffix of `name` promises another kind; no suffix, or one that we do not know, promises nothing."""
    promised = _KIND_OF_SUFFIX.get(_suffix(name))
    if promised is None or kind in ("empty", "unknown", "ole"):
        return False
    if kind == "encrypted":
        return promised not in ("docx", "xlsx", "pptx", "xlsb")
    return promised != kind and not (promised == "text" and kind in ("html", "eml"))


def refusal(kind: str) -> ReadError:
    """The error for a kind that no reader takes: what it is and what to do."""
    what = describe(kind)
    reason = f"{what[0].upper()}{what[1:]} không đọc được trực tiếp"
    if kind == "empty":
        return UnreadableError("Tệp rỗng (0 byte hoặc toàn số 0)", "Chép hoặc quét lại bản gốc")
    if kind == "encrypted":
        return EncryptedError("Tệp Office có mật khẩu", "Mở bằng Office, bỏ mật khẩu rồi lưu lại, hoặc xuất ra PDF")
    if kind in ("7z", "rar", "gz", "tar"):
        return WrongFormatError(reason, "Hãy giải nén rồi đặt các tệp bên trong vào thư mục")
    if kind == "heic":
        return WrongFormatError(reason, "Chuyển ảnh sang JPG hoặc PDF rồi kiểm tra lại")
    if kind in ("exe", "media"):
        return WrongFormatError(f"{what[0].upper()}{what[1:]}, không phải tài liệu kiểm chứng", "Bỏ tệp khỏi thư mục")
    if kind in ("eml", "msg"):
        return WrongFormatError(reason, "Mở thư, lưu các tệp đính kèm vào thư mục")
    if kind == "unknown":
        return WrongFormatError("Không nhận ra loại tệp", "Mở bằng chương trình đã tạo ra tệp rồi xuất sang PDF")
    return WrongFormatError(reason, "Mở bằng chương trình đã tạo ra tệp rồi lưu thành PDF hoặc docx")


def _suffix(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lstrip(".").casefold()


def _kind_of_zip(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {n.replace("\\", "/").casefold() for n in archive.namelist()}
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace")
                for key, kind in (("opendocument.text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp")):
                    if key in mimetype:
                        return kind
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        promised = _KIND_OF_SUFFIX.get(_suffix(name), "zip")
        return promised if promised in ("docx", "xlsx", "xlsb", "pptx", "odt", "ods", "odp") else "zip"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[content_types].xml" in names or any(n.startswith("_rels/") for n in names):
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(n.startswith(folder) for n in names):
                return kind
    return "docx" if "word/document.xml" in names else "zip"


def _kind_of_ole(content: bytes, name: str) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            streams = {path[0].casefold() for path in ole.listdir()}
    except (OSError, ValueError, IndexError, KeyError, TypeError):
        promised = _KIND_OF_SUFFIX.get(_suffix(name), "ole")
        return promised if promised in ("doc", "xls", "ppt", "msg") else "ole"
    if "encryptedpackage" in streams:
        return "encrypted"
    for stream, kind in (("worddocument", "doc"), ("workbook", "xls"), ("book", "xls"), ("powerpoint document", "ppt")):
        if stream in streams:
            return kind
    return "msg" if any(s.startswith("__properties_version") for s in streams) else "ole"


def _kind_of_text(content: bytes) -> str:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = content[:4096].decode("utf-16", "replace").encode("utf-8").lstrip()
    elif b"\x00" in content[:4096]:
        return "unknown"
    low = start.lower()
    if low.startswith(b"{\\rtf"):
        return "rtf"
    if low.startswith(b"<?xml") and (b"worddocument" in low or b"2006/xmlpackage" in low):
        return "wordxml"
    if re.match(
        rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b", low, re.DOTALL
    ):
        return "html"
    if _MAIL_HEADER.match(start):
        return "mht" if b"multipart/related" in low and b"\nfrom: <saved" in b"\n" + low else "eml"
    controls = sum(byte < 32 and byte not in b"\t\r\n\x0c\x1b" for byte in start)
    return "text" if controls * 50 <= len(start) else "unknown"
