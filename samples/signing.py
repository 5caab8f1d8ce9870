"""Digital signatures as a văn thư sets them: number and day are signature fields of their own, drawn over blanks.

Nghị định 30/2020/NĐ-CP, Điều 5 and Phụ lục I: the person with authority signs, then the body.  The certificates are
made on the spot and are worth nothing outside the sample.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import PdfResources, RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from samples.paper import Mark

HANOI = timezone(timedelta(hours=7))
"""Vietnam keeps one time all year."""

_ROOT_NAME = "Chứng thực chữ ký số mẫu (không có giá trị)"
_NO_MARGIN = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MIN, y_align=layout.AxisAlignment.ALIGN_MIN, margins=layout.Margins(0, 0, 0, 0)
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One signature: where, what is drawn (`digits` in type, or a one-page PDF), whose certificate, when.

    `field` names the form field, with points below others; `by` is the (common name, organisation) of the signer;
    `cover` hides what is printed below under a white ground.  `stamped` is the time in a token of the time-stamp
    authority, `digest` the hash; `certify` lets nothing follow but forms and signatures.
    """

    field: str
    mark: Mark
    by: tuple[str, str]
    when: datetime
    digits: str = ""
    picture: bytes = b""
    cover: bool = False
    stamped: datetime | None = None
    digest: str = "sha256"
    reason: str | None = None
    certify: bool = False


@dataclass(frozen=True, slots=True)
class Authority:
    """A root certificate and the signers that it vouches for, by (common name, organisation)."""

    root: x509.Certificate
    key: rsa.RSAPrivateKey
    signers: Mapping[tuple[str, str], signers.SimpleSigner]

    def root_pem(self) -> bytes:
        """The root as a PEM file."""
        return self.root.public_bytes(serialization.Encoding.PEM)


def found_authority(
    names: set[tuple[str, str]], *, until: datetime = datetime(2034, 1, 1, tzinfo=UTC), name: str = _ROOT_NAME
) -> Authority:
    """Make a root called `name` and one certificate for each (common name, organisation), valid from 2024 on."""
    root_key = rsa.generate_private_key(65537, 2048)
    root = _certificate((name, ""), root_key, (name, ""), root_key, authority=True)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(_asn1(root))
    made = {}
    for subject in sorted(names):
        key = rsa.generate_private_key(65537, 2048)
        certificate = _certificate(subject, key, (name, ""), root_key, authority=False, until=until)
        der = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        made[subject] = signers.SimpleSigner(
            signing_cert=_asn1(certificate), signing_key=asn1_keys.PrivateKeyInfo.load(der), cert_registry=store
        )
    return Authority(root, root_key, made)


def sign(pdf: bytes, stamps: tuple[Stamp, ...], authority: Authority, *, password: str | None = None) -> bytes:
    """Put the stamps on the PDF one after the other, each an incremental update and a signature of its own.

    `password` opens an encrypted file.
    """
    with tempfile.TemporaryDirectory() as folder:
        for index, stamp in enumerate(stamps):
            picture = Path(folder) / f"{index}.pdf"
            picture.write_bytes(stamp.picture)
            pdf = _sign_one(pdf, stamp, authority, picture, password)
    return pdf


def change_after_signing(pdf: bytes, text: str, mark: Mark) -> bytes:
    """Add words to a signed page by an incremental update: the signatures stay intact, the page is another."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    content = f"q BT /Fchg 14 Tf {mark.x:.1f} {mark.y:.1f} Td ({text}) Tj ET Q".encode("ascii")
    resources = _dictionary({"/Font": _dictionary({"/Fchg": _times(writer)})})
    stream = writer.add_object(generic.StreamObject(stream_data=content))
    writer.add_stream_to_page(mark.page, stream, resources)  # type: ignore[no-untyped-call]
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def time_stamped(pdf: bytes, authority: Authority, when: datetime) -> bytes:
    """Add a time stamp on the whole document, as archives do."""
    stamper = signers.PdfTimeStamper(_time_stamper(authority, when))
    out = BytesIO()
    stamper.timestamp_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), "sha256", output=out)
    return out.getvalue()


class _DatedSigner(signers.PdfSigner):
    """A signer whose clock stands still, for `/M`."""

    when: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.when
        return session


def _sign_one(pdf: bytes, stamp: Stamp, authority: Authority, picture: Path, password: str | None) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if password is not None:
        writer.encrypt(password)  # type: ignore[no-untyped-call]
    mark = stamp.mark
    box = (int(mark.x), int(mark.y), int(mark.x + mark.width), int(mark.y + mark.height))
    signer = _DatedSigner(
        signers.PdfSignatureMetadata(
            field_name=stamp.field,
            md_algorithm=stamp.digest,
            subfilter=fields.SigSeedSubFilter.PADES,
            reason=stamp.reason,
            certify=stamp.certify,
        ),
        signer=authority.signers[stamp.by],
        timestamper=_time_stamper(authority, stamp.stamped) if stamp.stamped is not None else None,
        stamp_style=_digit_style(stamp, writer) if stamp.digits else _picture_style(picture),
        new_field_spec=fields.SigFieldSpec(stamp.field, on_page=mark.page, box=box),
    )
    signer.when = stamp.when
    out = BytesIO()
    signer.sign_pdf(writer, output=out)
    return out.getvalue()


def _time_stamper(authority: Authority, when: datetime) -> timestamps.DummyTimeStamper:
    key = authority.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return timestamps.DummyTimeStamper(
        _asn1(authority.root), asn1_keys.PrivateKeyInfo.load(key), fixed_dt=when.astimezone(UTC)
    )


def _picture_style(picture: Path) -> StaticStampStyle:
    return StaticStampStyle.from_pdf_file(str(picture), border_width=0, background_layout=_NO_MARGIN)


def _digit_style(stamp: Stamp, writer: BasePdfFileWriter) -> StaticStampStyle:
    """Digits in Times, centred in the gap; no font has to be embedded for them."""
    digits, mark = stamp.digits, stamp.mark
    ground = f"1 1 1 rg 0 0 {mark.width:.1f} {mark.height:.1f} re f 0 g " if stamp.cover else ""
    left = max(0.0, (mark.width - 6.5 * len(digits)) / 2)
    resources = PdfResources()  # type: ignore[no-untyped-call]
    resources.font["/F1"] = _times(writer)
    content = RawContent(
        f"{ground}BT /F1 13 Tf {left:.1f} 4.2 Td ({digits}) Tj ET".encode("ascii"),
        resources=resources,
        box=layout.BoxConstraints(width=int(mark.width), height=int(mark.height)),
    )
    return StaticStampStyle(background=content, border_width=0, background_layout=_NO_MARGIN)


def _times(writer: BasePdfFileWriter) -> generic.IndirectObject:
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Times-Roman", "/Encoding": "/WinAnsiEncoding"}
    return writer.add_object(_dictionary({key: generic.pdf_name(value) for key, value in names.items()}))


def _dictionary(entries: Mapping[str, generic.PdfObject]) -> generic.DictionaryObject:
    return generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {generic.pdf_name(key): value for key, value in entries.items()}
    )


def _certificate(
    subject: tuple[str, str],
    key: rsa.RSAPrivateKey,
    issuer: tuple[str, str],
    issuer_key: rsa.RSAPrivateKey,
    *,
    authority: bool,
    until: datetime = datetime(2034, 1, 1, tzinfo=UTC),
) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=not authority,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=authority,
                crl_sign=authority,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(issuer_key, hashes.SHA256())
    )


def _name(name: tuple[str, str]) -> x509.Name:
    common, organisation = name
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
