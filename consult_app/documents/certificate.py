"""The clinic's certificate: made here, or read from a file that somebody issued to the clinic."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from consult_app.errors import Refused

YEARS = 10
"""How long one that is made here holds; renewed, the old one stays for the old seals."""
_NAME_BYTES = 64
"""Longest name in a certificate (RFC 5280, ub-organization-name)."""
_SMALLEST_RSA = 2048
LARGEST_FILE = 1_000_000
"""Bytes; a certificate with its whole chain has a few thousand."""

_Key: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Sealer:
    """What seals: certificate, private key (PKCS#8) and issuers, all DER; `clinic` for the seal."""

    certificate: bytes
    key: bytes = field(repr=False)
    chain: tuple[bytes, ...] = ()
    clinic: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a certificate says of itself."""

    fingerprint: str
    """SHA-256 of the DER, as hex."""
    holder: str
    not_before: datetime
    not_after: datetime


def facts(certificate: bytes) -> Facts:
    """Read a DER certificate."""
    return _facts(x509.load_der_x509_certificate(certificate))


def pem(certificate: bytes) -> bytes:
    """The public part as a text file, to hand to whoever wants to check the clinic's seals."""
    loaded = x509.load_der_x509_certificate(certificate)
    return loaded.public_bytes(serialization.Encoding.PEM)


def from_pem(data: bytes) -> tuple[bytes, ...]:
    """The certificates of such a file. Raises `Refused("seal.not-a-certificate")`."""
    try:
        found = x509.load_pem_x509_certificates(data)
    except ValueError:
        raise Refused("seal.not-a-certificate") from None
    return tuple(one.public_bytes(serialization.Encoding.DER) for one in found)


def make(clinic: str, at: datetime) -> Sealer:
    """A new key (EC P-256) with a certificate in the clinic's own name, for sealing alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(clinic)
    public = key.public_key()
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))  # another machine's clock may be behind
        .not_valid_after(at + timedelta(days=365 * YEARS + YEARS // 4))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Sealer(made.public_bytes(serialization.Encoding.DER), _pkcs8(key))


def from_pkcs12(data: bytes, password: str, at: datetime) -> Sealer:
    """The certificate with its key out of a PKCS#12 file (.p12, .pfx).

    Raises `Refused`: seal.not-pkcs12, seal.wrong-password, seal.key-missing, seal.expired,
    seal.not-yet-valid, seal.not-for-signing, seal.weak-key.
    """
    bundle = _opened(data, password)
    if bundle.key is None or bundle.cert is None:
        raise Refused("seal.key-missing")
    certificate, key = bundle.cert.certificate, bundle.key
    _require_good(certificate, at)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise Refused("seal.weak-key")
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < _SMALLEST_RSA:
        raise Refused("seal.weak-key")
    if key.public_key() != certificate.public_key():
        raise Refused("seal.key-missing")
    der = serialization.Encoding.DER
    chain = tuple(one.certificate.public_bytes(der) for one in bundle.additional_certs)
    return Sealer(certificate.public_bytes(der), _pkcs8(key), chain)


def _opened(data: bytes, password: str) -> pkcs12.PKCS12KeyAndCertificates:
    from asn1crypto.pkcs12 import Pfx

    try:
        if not len(Pfx.load(data, strict=True).authenticated_safe):
            raise Refused("seal.not-pkcs12")
    except (ValueError, TypeError):
        raise Refused("seal.not-pkcs12") from None
    try:
        return pkcs12.load_pkcs12(data, password.encode() or None)
    except ValueError:  # what it is was looked at above, so it is the password
        raise Refused("seal.wrong-password") from None


def _require_good(certificate: x509.Certificate, at: datetime) -> None:
    day = certificate.not_valid_after_utc.date().isoformat()
    if at > certificate.not_valid_after_utc:
        raise Refused("seal.expired", day=day)
    if at < certificate.not_valid_before_utc:
        raise Refused("seal.not-yet-valid", day=certificate.not_valid_before_utc.date().isoformat())
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise Refused("seal.not-for-signing") from None
    if not (usage.digital_signature or usage.content_commitment):
        raise Refused("seal.not-for-signing")


def _facts(certificate: x509.Certificate) -> Facts:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    holder = str(names[0].value) if names else certificate.subject.rfc4514_string()
    return Facts(
        certificate.fingerprint(hashes.SHA256()).hex(),
        holder,
        certificate.not_valid_before_utc.astimezone(UTC),
        certificate.not_valid_after_utc.astimezone(UTC),
    )


def _name(clinic: str) -> x509.Name:
    short = clinic.encode()[:_NAME_BYTES].decode(errors="ignore")
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, short),
            x509.NameAttribute(NameOID.COMMON_NAME, short),
        ]
    )


def _pkcs8(key: _Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
