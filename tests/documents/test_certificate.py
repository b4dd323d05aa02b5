"""The clinic's certificate: made for signing alone, or imported and looked at before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from consult_app.documents import certificate
from tests.services.refusing import refused

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EC = ec.generate_private_key(ec.SECP256R1())


def issued(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = EC,
    *,
    signing: bool | None = True,
    start: datetime = AT - timedelta(days=1),
    days: int = 30,
) -> x509.Certificate:
    """As an authority would issue it; `signing` None: it says nothing of its use."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Klinik")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
    )
    if signing is not None:
        usage = dict.fromkeys(
            (
                *("content_commitment", "key_encipherment", "data_encipherment", "key_cert_sign"),
                *("crl_sign", "encipher_only", "decipher_only"),
            ),
            False,
        )
        builder = builder.add_extension(
            x509.KeyUsage(digital_signature=signing, key_agreement=not signing, **usage),
            critical=True,
        )
    return builder.sign(key, hashes.SHA256())


def bundle(made: x509.Certificate, key: object = EC, password: str = "made up words") -> bytes:
    kept = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"k", key, made, None, kept)  # type: ignore[arg-type]  # as the library takes it


def test_made_certificate_is_in_the_clinics_name_for_ten_years_and_for_signing_alone() -> None:
    made = certificate.make("Klinik Örnek", AT)
    loaded = x509.load_der_x509_certificate(made.certificate)
    told = certificate.facts(made.certificate)
    assert told.holder == "Klinik Örnek"
    assert told.not_before <= AT < told.not_after
    assert (told.not_after - AT).days == 365 * 10 + 2
    usage = loaded.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert isinstance(loaded.public_key(), ec.EllipticCurvePublicKey)
    assert "key" not in repr(made).replace("PRIVATE", "")


@pytest.mark.parametrize("name", ["ş" * 200, "A" * 64, "x", "診療所" * 30])
def test_name_of_any_length_fits_into_a_certificate(name: str) -> None:
    held = certificate.facts(certificate.make(name, AT).certificate).holder
    assert name.startswith(held)
    assert held


def test_certificate_goes_through_a_text_file() -> None:
    made = certificate.make("Klinik", AT).certificate
    assert certificate.from_pem(certificate.pem(made)) == (made,)
    with refused("seal.not-a-certificate"):
        certificate.from_pem(b"nothing")


@pytest.mark.parametrize("password", ["made up words", "şifre", ""])
def test_imported_certificate_brings_its_key(password: str) -> None:
    made = issued()
    found = certificate.from_pkcs12(bundle(made, password=password), password, AT)
    assert certificate.facts(found.certificate).holder == "Klinik"
    assert found.key


def test_imported_rsa_certificate_is_taken_where_it_is_strong_enough() -> None:
    strong = rsa.generate_private_key(65537, 2048)
    assert certificate.from_pkcs12(bundle(issued(strong), strong), "made up words", AT).key
    weak = rsa.generate_private_key(65537, 1024)
    with refused("seal.weak-key"):
        certificate.from_pkcs12(bundle(issued(weak), weak), "made up words", AT)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "seal.not-pkcs12"),
        (b"%PDF-1.7", "seal.not-pkcs12"),
        (certificate.pem(certificate.make("K", AT).certificate), "seal.not-pkcs12"),
        (bundle(issued())[:-9], "seal.not-pkcs12"),
        (bundle(issued(days=0)), "seal.expired"),
        (bundle(issued(start=AT + timedelta(days=2))), "seal.not-yet-valid"),
        (bundle(issued(signing=False)), "seal.not-for-signing"),
        (bundle(issued(signing=None)), "seal.not-for-signing"),
        (
            pkcs12.serialize_key_and_certificates(
                b"k", None, None, [issued()], BestAvailableEncryption(b"made up words")
            ),
            "seal.key-missing",
        ),
        (bundle(issued(), password="another"), "seal.wrong-password"),
    ],
)
def test_file_that_will_not_do_is_refused_with_its_own_sentence(data: bytes, code: str) -> None:
    with refused(code):
        certificate.from_pkcs12(data, "made up words", AT)
