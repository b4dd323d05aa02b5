"""Sentences about people, their passwords, and the vault that these open."""

from __future__ import annotations

from consult_app.i18n import mark

SENTENCES: dict[str, str] = {
    # any text
    "text.too-long": mark("A text is too long: {limit} characters fit here. Shorten it."),
    # people
    "role.not-permitted": mark(
        "Your role does not include this ({needs}): ask a colleague whose role does."
    ),
    "user.name-missing": mark("Your name is missing: enter it as it is to be printed."),
    "user.first-keeps-clinic": mark(
        "Somebody has to look after people and settings: keep Administrator for now, and hand it "
        "on later."
    ),
    "staff.name-missing": mark("The name is missing: enter it as it is to be printed."),
    "staff.role-missing": mark("Nobody works here without a role: choose one or more."),
    "staff.own-role": mark(
        "You would lose the page that you are on: let another administrator change your role."
    ),
    "staff.self": mark("You cannot end your own access: let another administrator do it."),
    "staff.has-left": mark("This person has left: add them again under Clinic."),
    # passwords, PIN and recovery code
    "password.too-short": mark(
        "A password has at least {least} characters, this one has {length}: three or four words "
        "that do not belong together are easy to keep in mind."
    ),
    "password.too-long": mark("A password holds {limit} characters at most: shorten it."),
    "password.guessable": mark(
        "This password would be guessed early, as it is made of common words, names from here or "
        "runs of keys: add words of your own."
    ),
    "pin.not-digits": mark("A PIN has {least} to {most} digits and nothing else: enter it again."),
    "pin.guessable": mark(
        "This PIN would be tried first, as it is a year, a run or a repetition: choose another."
    ),
    "pin.wrong": mark(
        "This is not the PIN: type it again, or use the password. Tries left: {left}."
    ),
    "pin.spent": mark("The PIN is no longer in force: enter your password."),
    "recovery.mistyped": mark(
        "The recovery code holds a typing mistake: compare it with the sheet, group by group."
    ),
    "recovery.wrong": mark(
        "This is not the recovery code of these records: look for the newest sheet."
    ),
    # vault
    "vault.wrong-password": mark(
        "This password is not the right one: look at Caps Lock and the keyboard's language, then "
        "type it again."
    ),
    "vault.wait": mark(
        "Too many wrong passwords in a row: wait {seconds} seconds, then type it again."
    ),
    "vault.no-such-user": mark(
        "This user can no longer log in here: choose a name from the list, or ask an administrator."
    ),
    "vault.login-needed": mark("These records open by a password: log in."),
    "vault.missing": mark(
        "The file vault.json is missing beside the records: put it back from the last backup."
    ),
    "vault.damaged": mark(
        "The file vault.json was damaged or changed outside the program: put it back from the "
        "last backup."
    ),
    "vault.newer": mark(
        "The file vault.json was written by a newer version of the program: install that version."
    ),
    "vault.exists": mark(
        "There are records in this folder already: log in, or put their vault.json back from the "
        "last backup if it is missing."
    ),
    "vault.records-missing": mark(
        "The records that belong to vault.json are missing: put both back from the last backup."
    ),
    "vault.other-records": mark(
        "These records and vault.json do not belong together: put both back from the same backup."
    ),
    "vault.renewed-meanwhile": mark("The keys were renewed meanwhile: log in again."),
    "vault.last-user": mark(
        "This is the last user who can log in: let someone else log in first, then take this one "
        "away."
    ),
    "vault.copy-failed": mark(
        "The copy under the new key does not hold what the records hold, so the old key stays: "
        "check the disk, then do it again."
    ),
    "vault.no-memory": mark(
        "There are not {memory} MB of memory free to check the password: close other programs, "
        "then do it again."
    ),
}
