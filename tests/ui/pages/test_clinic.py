"""The clinic's page: settings, texts to approve, products and lots, one's own profile."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication

from consult_app.domain.clinic import DateOrder, Paper
from consult_app.domain.people import Role
from consult_app.domain.products import LotState, Standing
from consult_app.services import clinic, products, recalls, shelf
from consult_app.ui.context import Context
from consult_app.ui.hands import Hands
from consult_app.ui.pages.clinic.logo import LogoField
from consult_app.ui.window import Window
from tests.clinics import recall_lot
from tests.services.refusing import refused

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(hands: Hands, ctx: Context) -> Hands:
    ctx.go.settings.emit()
    hands.settle()
    return hands


def write_in(hands: Hands, field: str, text: str) -> None:
    hands.focus(field)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete)
    hands.write(text)


def test_settings_are_shown_and_saved(page: Hands, ctx: Context) -> None:
    write_in(page, "Phone at night", "+90 232 555 0777")
    page.answer("Order of a date in figures", "Month first")
    page.answer("Paper", "US Letter")
    write_in(page, "Time to think it over", "48")
    write_in(page, "Remind of a report on an adverse event after", "15")
    page.click("Save the settings")
    assert page.reads("Saved ")
    kept = clinic.settings(ctx.acting)
    assert kept.phone_night == "+90 232 555 0777"
    assert (kept.date_order, kept.paper) == (DateOrder.MONTH_FIRST, Paper.LETTER)
    assert (kept.reflection_hours, kept.report_days) == (48, 15)
    assert kept.phone_day == "+90 232 555 0110"
    assert ctx.settings == kept


def test_missing_numbers_are_said_where_they_are_entered(page: Hands, ctx: Context) -> None:
    assert not page.reads("No aftercare sheet can be made yet")
    write_in(page, "Emergency number", "")
    page.click("Save the settings")
    assert page.sees("No aftercare sheet can be made yet. Missing: emergency number.")


def test_a_clinic_without_a_name_is_refused(page: Hands, ctx: Context) -> None:
    write_in(page, "Name of the clinic", "")
    page.click("Save the settings")
    assert page.sees("The clinic needs a name: enter it as it is to be printed.")
    assert clinic.settings(ctx.acting).name == "Klinik Örnek"


@pytest.mark.parametrize("typed", ["soon", "1.5", "-3", ""])
def test_a_period_that_is_no_whole_number_is_refused(page: Hands, ctx: Context, typed: str) -> None:
    write_in(page, "Time to think it over", typed)
    page.click("Save the settings")
    assert page.sees("Enter a whole number.")
    assert clinic.settings(ctx.acting).reflection_hours == 0


def test_a_logo_is_read_and_kept(page: Hands, ctx: Context, window: Window, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    image = QImage(120, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(file))
    field = window.findChild(LogoField)
    assert isinstance(field, LogoField)
    field.read(file)
    page.settle()
    page.click("Save the settings")
    assert clinic.settings(ctx.acting).logo == file.read_bytes()
    page.click("Remove the logo")
    page.click("Save the settings")
    assert clinic.settings(ctx.acting).logo == b""


def test_a_file_that_is_no_picture_is_refused(page: Hands, window: Window, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"\x89PNG but not really")
    field = window.findChild(LogoField)
    assert isinstance(field, LogoField)
    field.read(file)
    page.settle()
    assert page.sees("This is no PNG or JPEG picture: choose another file.")


def test_texts_are_approved_by_the_physician(page: Hands, ctx: Context) -> None:
    page.answer("Part of the clinic", "Texts")
    page.settle()
    pack = shelf.shipped()
    assert not clinic.settings(ctx.acting).approved(pack.hash, "en")
    page.click("Approve the texts in English")
    assert clinic.settings(ctx.acting).approved(pack.hash, "en")
    assert page.reads("Approved by Dr Ayşe Kaya on ")


def test_a_text_is_read_as_it_is_printed(page: Hands, ctx: Context) -> None:
    page.answer("Part of the clinic", "Texts")
    page.click("Read Your treatment has to wait")
    assert page.find("Document").isVisible()
    assert not page.sees("Save as PDF")
    page.click("Put away Your treatment has to wait")
    assert not page.sees("Document")


def test_check_of_the_texts_is_shown_to_who_approves_them(page: Hands) -> None:
    page.answer("Part of the clinic", "Texts")
    page.click("Check the texts in English")
    page.settle()
    assert page.sees("Nothing is wrong")
    assert page.reads("49 facts told, 1 left out with a reason")
    assert page.reads("Flesch-Kincaid")
    page.click("Put the check away: English")
    assert not page.sees("Nothing is wrong")


def test_blank_papers_are_printed_and_saved_from_here(page: Hands) -> None:
    page.answer("Part of the clinic", "Texts")
    page.click("Read Assessment by hand")
    page.settle()
    assert page.sees("Save as PDF")


def test_texts_cannot_be_approved_by_an_administrator(hands: Hands, ctx: Context) -> None:
    desk = replace(ctx.acting.user, roles=frozenset({Role.ADMINISTRATOR}))
    ctx.acting = replace(ctx.acting, user=desk)
    ctx.go.settings.emit()
    hands.answer("Part of the clinic", "Texts")
    hands.settle()
    assert hands.sees("Awaiting approval")
    assert not hands.sees("Approve the texts in English")


def test_a_product_and_a_lot_are_added(page: Hands, ctx: Context) -> None:
    page.answer("Part of the clinic", "Products and lots")
    page.settle()
    write_in(page, "Product", "Second-EX")
    write_in(page, "Components", "trehalose, albumin")
    page.click("Add the product")
    second = next(p for p in products.products(ctx.acting) if p.name == "Second-EX")
    assert second.components == ("trehalose", "albumin")
    write_in(page, "New lot of Second-EX", "B1")
    write_in(page, "Use by, Second-EX", "31 aug 2027")
    page.click("Add the lot: Second-EX")
    (lot,) = products.lots(ctx.acting, second.id)
    assert (lot.number, lot.expiry) == ("B1", date(2027, 8, 31))


def test_a_lot_is_set_aside_released_and_recalled(page: Hands, ctx: Context) -> None:
    page.answer("Part of the clinic", "Products and lots")
    page.settle()
    (product,) = products.products(ctx.acting)

    def state() -> LotState:
        return products.lots(ctx.acting, product.id)[0].state

    page.click("Quarantine: lot A7731 of Example-EX")
    assert state() is LotState.QUARANTINED
    page.click("Release: lot A7731 of Example-EX")
    assert state() is LotState.IN_STOCK
    page.click("Recall: lot A7731 of Example-EX")
    page.click("Recall the lot")
    assert page.reads("Say why the lot is recalled")
    assert state() is LotState.IN_STOCK
    page.fill("Why the lot is recalled", "Particles seen")
    page.click("Recall the lot")
    assert state() is LotState.RECALLED
    page.find("Nobody received this lot")
    page.click("Back to the products")
    assert not page.sees("Release: lot A7731 of Example-EX")
    assert page.sees("Who received it: lot A7731 of Example-EX")


def test_recall_ends_when_a_person_is_sure_and_its_lot_is_released_by_another_press(
    page: Hands, ctx: Context
) -> None:
    (product,) = products.products(ctx.acting)
    lot = products.lots(ctx.acting, product.id)[0]
    recall = recall_lot(ctx.acting, lot)
    page.answer("Part of the clinic", "Products and lots")
    page.click("Who received it: lot A7731 of Example-EX")
    page.click("It has ended")
    page.click("End the recall")
    assert page.reads("Answer this first.")
    page.answer("On which ground it ends", "It was made in error")
    page.fill("Why the recall ends", "Another lot was meant")
    page.click("It has ended")  # pressed once more: what is typed stays
    page.click("End the recall")
    page.click("Yes, it has ended")
    page.find("Write down who said that the recall ends.")
    page.fill("Who said so", "Dr Example")
    page.click("End the recall")
    assert recalls.of(ctx.acting, recall.id).end is None
    page.click("Yes, it has ended")
    page.settle()
    assert page.reads("Another lot was meant · said by Dr Example")
    assert not page.sees("It has ended")
    page.click("Back to the products")
    page.find("Recalls that have ended")
    page.click("Release: lot A7731 of Example-EX")
    page.settle()
    assert products.lots(ctx.acting, product.id)[0].state is LotState.IN_STOCK


def test_lot_typed_wrong_is_corrected_with_a_reason_and_what_was_stays(
    page: Hands, ctx: Context
) -> None:
    (product,) = products.products(ctx.acting)
    page.answer("Part of the clinic", "Products and lots")
    page.click("Correct: lot A7731 of Example-EX")
    page.fill("Last day of use on the package", "31 August 2026")
    page.click("Correct the lot")
    assert page.reads("Say why the lot is corrected")
    page.fill("Why it is corrected", "The year was typed wrong")
    page.click("Correct the lot")
    page.settle()
    (lot,) = products.lots(ctx.acting, product.id)
    assert (lot.number, lot.expiry) == ("A7731", date(2026, 8, 31))
    assert page.reads("Expired")
    move, _who = products.stock_moves(ctx.acting, lot.id)[0]
    assert (move.units, move.reason) == (0, "A7731 · 2027-08-31 · The year was typed wrong")
    recall_lot(ctx.acting, lot)
    with refused("lot.recalled"):
        products.correct_lot(ctx.acting, lot.id, "A7731", lot.expiry, "Again")


def test_a_lot_is_counted_with_a_reason(page: Hands, ctx: Context) -> None:
    page.answer("Part of the clinic", "Products and lots")
    page.click("Count: lot A7731 of Example-EX")
    page.fill("Units on the shelf", "many")
    page.click("Record the count")
    assert page.reads("Units run from 1 to")
    page.fill("Units on the shelf", "12")
    page.click("Record the count")
    assert page.reads("Say why the count differs")
    page.fill("Why the count differs", "Counted for the first time")
    page.click("Record the count")
    (product,) = products.products(ctx.acting)
    assert products.lots(ctx.acting, product.id)[0].units == 12
    assert page.reads("12 units left")


def scan(page: Hands, text: str) -> None:
    """As a scanner types: its separator as the control key that it is, Enter at the end."""
    for part in re.split("(\x1d)", text):
        if part == "\x1d":
            control = Qt.KeyboardModifier.ControlModifier
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_BracketRight, control, part)
                QApplication.sendEvent(page.find("Scan a package"), key)
        else:
            page.write(part)
    page.press(Qt.Key.Key_Return)
    page.settle()


def test_a_package_is_scanned_into_the_form_of_its_product_and_twice_is_said(
    page: Hands, ctx: Context
) -> None:
    (product,) = products.products(ctx.acting)
    products.change_product(ctx.acting, replace(product, gtin="04012345678901"))
    page.answer("Part of the clinic", "Products and lots")
    package = "]d201040123456789011728013110NEW77\x1d3012"
    page.focus("Scan a package")
    for _twice in range(2):
        scan(page, package)
        page.focus("Scan a package")
    assert page.reads("scanned already")
    page.click("Add the lot: Example-EX")
    lot = next(o for o in products.lots(ctx.acting, product.id) if o.number == "NEW77")
    assert (lot.expiry, lot.units) == (date(2028, 1, 31), 12)
    page.focus("Scan a package")
    scan(page, package)
    assert page.reads("taken into stock already: 12 units left")


@pytest.mark.parametrize(
    ("scan", "said"),
    [
        ("hello", "cannot be read"),
        ("010401234567890217280131" + "10NEW", "product number in this barcode is wrong"),
        ("010401234567890117270230" + "10NEW", "no day of any month"),
        ("0104012345678901", "names no lot"),
        ("01096385074000003710NEW", "cannot be read"),
    ],
)
def test_a_damaged_barcode_is_refused_in_a_sentence(page: Hands, scan: str, said: str) -> None:
    page.answer("Part of the clinic", "Products and lots")
    page.focus("Scan a package")
    page.write(scan)
    page.press(Qt.Key.Key_Tab)
    page.settle()
    assert page.reads(said)


def test_a_package_of_no_known_product_is_said_and_its_number_is_kept_for_the_new_one(
    page: Hands, ctx: Context
) -> None:
    page.answer("Part of the clinic", "Products and lots")
    page.focus("Scan a package")
    page.write("010401234567890110NEW")
    page.press(Qt.Key.Key_Return)
    page.settle()
    assert page.reads("No product has this number yet")
    write_in(page, "Product", "Second-EX")
    page.click("Add the product")
    second = next(p for p in products.products(ctx.acting) if p.name == "Second-EX")
    assert second.gtin == "04012345678901"


def test_a_lot_number_twice_is_refused_beside_the_field(page: Hands, ctx: Context) -> None:
    page.answer("Part of the clinic", "Products and lots")
    page.settle()
    write_in(page, "New lot of Example-EX", "A7731")
    write_in(page, "Use by, Example-EX", "31 aug 2027")
    page.click("Add the lot: Example-EX")
    assert page.sees("This product has a lot of that number already: check the number.")


def test_the_profile_is_changed(page: Hands, ctx: Context) -> None:
    page.answer("Part of the clinic", "Your profile")
    write_in(page, "Specialty", "Orthopaedics")
    write_in(page, "Name", "Ayşe Kaya-Demir")
    page.click("Save your profile")
    (me,) = clinic.physicians(ctx.acting)
    assert (me.name, me.specialty) == ("Ayşe Kaya-Demir", "Orthopaedics")
    assert ctx.acting.user == me


# --------------------------------------------------------------------------------- rules and labels


def test_rule_of_practice_is_switched_off_with_a_reason_and_on_again(
    page: Hands, ctx: Context
) -> None:
    page.answer("Part of the clinic", "Rules")
    page.click("Switch off: Fever")
    page.press(Qt.Key.Key_Return)
    assert page.reads("Say why this rule is not needed here")
    assert clinic.settings(ctx.acting).off == frozenset()
    page.write("Measured by the nurse")
    page.press(Qt.Key.Key_Return)
    page.find("Switch on: Fever")
    assert page.reads("Measured by the nurse Dr Ayşe Kaya")
    assert ctx.settings.off == {"fever"}
    assert page.focused().accessibleName() == "Switch on: Fever"
    page.press(Qt.Key.Key_Return)
    page.find("Switch off: Fever")
    assert clinic.settings(ctx.acting).off == frozenset()


def test_rule_of_the_source_document_or_a_label_has_no_switch(page: Hands) -> None:
    page.answer("Part of the clinic", "Rules")
    page.find("Switch off: Fever")
    for rule in ("History of cancer", "Active infection", "Lot recalled"):
        assert page.sees(rule)
        assert not page.sees(f"Switch off: {rule}")


def test_label_is_recorded_with_the_source_of_the_status(page: Hands, ctx: Context) -> None:
    product = products.products(ctx.acting)[0]
    page.answer("Part of the clinic", "Products and lots")
    page.click(f"Record the label: {product.name}")
    page.answer("Routes that the label names", "On the skin")
    page.answer("Areas that the label limits it to", "Face")
    page.answer("Status in Türkiye", "Not permitted")
    page.fill("Where the status is written", "Made-up gazette 1")
    page.fill("Day of that source", "3 February 2026")
    page.click("Save the label")
    page.find("Made-up gazette 1, 3 February 2026")
    (label,) = (p.label for p in products.products(ctx.acting))
    assert label.routes == ("intra-articular", "intramuscular", "topical")
    assert label.sites == ("face",)
    status = label.status_in("TR")
    assert status is not None
    assert (status.standing, status.source_date) == (Standing.NOT_PERMITTED, date(2026, 2, 3))


def test_status_without_its_source_is_refused_where_it_is_entered(
    page: Hands, ctx: Context
) -> None:
    product = products.products(ctx.acting)[0]
    page.answer("Part of the clinic", "Products and lots")
    page.click(f"Record the label: {product.name}")
    page.answer("Status in Türkiye", "Authorised")
    write_in(page, "Where the status is written", "")
    page.click("Save the label")
    assert page.reads("A status needs the source it was read in")
    assert products.products(ctx.acting)[0].label == product.label
