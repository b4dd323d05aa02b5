"""Words that the lint looks for in each language: promises, hedges, denials, figures.

Written as regular expressions over folded text (`fold`): small letters, no vowel signs, one form
of each Arabic letter. Turkish, German and Arabic words bend, so stems stand there with what may
follow them, and Arabic ones with what may be written before them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Watch:
    """Words of one language.

    `promises` need `{allow …}` and a denial beside them; `hedges` show that something is possible,
    not certain; `denials` show that a claim is contradicted; `numbers` before `units` are figures.
    """

    promises: tuple[str, ...]
    hedges: tuple[str, ...]
    denials: tuple[str, ...]
    numbers: str
    units: str
    before: str = ""
    after: str = ""


WATCHED: Mapping[str, Watch] = {
    "en": Watch(
        promises=(
            *("safe", "safer", "safest", "safely", "proven", "proves?", "cured?", "cures"),
            *("guarantee[ds]?", "side effects?", "risk-free", "no risks?", "without risks?"),
            *("miracles?", "effective", "permanent(ly)?", "painless", "breakthrough", "harmless"),
        ),
        hedges=(
            *("may", "might", "can", "could", "hope[ds]?", "hoped for", "stud(y|ied)"),
            *("considered", "looked at", "not certain", "no one knows", "nobody knows"),
        ),
        denials=("no", "not", "no one", "nobody", "nothing", "never", "even when", "depends on"),
        numbers="one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?",
        units="seconds?|minutes?|hours?|days?|weeks?|months?|years?|women|men|people|patients|times",
    ),
    "de": Watch(
        promises=(
            *("sicher(e|er|en|em|es|ste|sten|stes)?", "sicherheit", "gefahrlos", "risikofrei"),
            *("bewiesen(e|er|en|es)?", "erwiesen(e|er|en|es)?", "beweist", "geheilt", "heilt"),
            *("garantier(t|en|te)?", "garantie", "nebenwirkung(en)?", "nebenwirkungsfrei"),
            *("wirksam(e|er|en|es)?", "wunder", "dauerhaft(e|er|en|es)?", "schmerzfrei(e|er|en)?"),
            *("schmerzlos(e|er|en)?", "harmlos(e|er|en)?", "unbedenklich(e|er|en)?", "durchbruch"),
            *("ohne risik(o|en)", "keine? risik(o|en)", "unschädlich(e|er|en)?"),
        ),
        hedges=(
            *("kann", "kannst", "können", "könnten?", "möglich(erweise)?", "vielleicht"),
            *("hoff(t|en|nung|nungen)", "erhofft", "erforscht", "untersucht", "prüft", "geprüft"),
            *("erwogen", "erwägt", "nicht sicher", "niemand weiß", "dürften?", "mag"),
        ),
        denials=(
            *("nicht", "nichts", "kein(e|er|en|em|es)?", "niemand", "nie", "niemals"),
            *("auch wenn", "selbst wenn", "hängt (davon )?ab", "hängt", "abhängt"),
        ),
        numbers=(
            "eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dutzende?|hunderte?"
        ),
        units=(
            "sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|frauen|männern?|"
            "menschen|patient(en|innen)|mal"
        ),
    ),
    "tr": Watch(
        promises=(
            *("güvenli", "güvenlidir", "emniyetli", "kanıtlan(mış|mıştır|dı)", "ispatlan(mış|dı)"),
            *("garanti", "garantili", "yan etki", "yan etkisi(z)?", "risksiz", "risk yok"),
            *("riski yok(tur)?", "mucize(vi)?", "etkili(dir)?", "kesin (çözüm|sonuç)", "kalıcı"),
            *("ağrısız", "acısız", "zararsız", "iyileştirir", "tedavi eder", "çığır açan", "şifa"),
        ),
        hedges=(
            r"\w+(abil|ebil)(ir|irler|iriz|mesi|eceği|diği|iyor)\w*",
            *("belki", "olası", "mümkün", "umut", "umulan", "umulur", "umuluyor", "umudu", "umar"),
            *("araştırılıyor", "araştırılmakta", "inceleniyor", "incelenmekte", "düşünülüyor"),
            *("değerlendiriliyor", "ele alınıyor", "kesin değil", "bilmiyor", "bilinmiyor"),
        ),
        denials=(
            *("değil", "değildir", "yok", "yoktur", "hiç", "hiçbir", "hiç kimse", "kimse", "asla"),
            *("bağlıdır", "bağlı", "bilinmiyor", "bile", r"\w+(ma|me)(z|mıştır|miştir|dı|di)"),
            *(r"\w+(mıyor|miyor|muyor|müyor)\w*", r"\w+(mamış|memiş)\w*", r"\w+(amaz|emez)\w*"),
        ),
        numbers=(
            "iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on|on bir|on iki|onlarca|yüzlerce|düzinelerce"
        ),
        units="saniye|dakika|saat|gün|hafta|ay|yıl|kadın|erkek|kişi|hasta|insan|kez|kere|defa",
        after="(?:lar|ler)?(?:ı|i|u|ü|a|e|da|de|ta|te|dan|den|tan|ten|ın|in|un|ün|lık|lik|luk|lük)?",
    ),
    "ar": Watch(
        promises=(
            *("امن", "امنه", "امنا", "امان", "مامون", "مامونه", "مضمون", "مضمونه", "ضمان"),
            *("مثبت", "مثبته", "ثبت", "ثبتت", "يشفي", "تشفي", "شفاء", "الشفاء", "معجزه"),
            *("اثار جانبيه", "الاثار الجانبيه", "اعراض جانبيه", "بلا مخاطر", "دون مخاطر"),
            *("فعال", "فعاله", "دائم", "دائمه", "بلا الم", "دون الم", "غير ضار", "غير ضاره"),
            *("طفره", "لا خطر", "خال من المخاطر", "خاليه من المخاطر"),
        ),
        hedges=(
            *("قد", "ربما", "يمكن", "ممكن", "محتمل", "يحتمل", "يومل", "نامل", "الامل", "امل"),
            *("امال", "يرجي", "عسي", "يدرس", "تدرس", "قيد الدراسه", "يبحث", "ينظر", "يدرسون"),
            *("يدرسه", "يدرسها", "غير موكد", "لا احد يعرف", "لا احد يعلم", "لا يعرف احد"),
        ),
        denials=(
            *("لا", "لم", "لن", "ليس", "ليست", "ما من", "غير", "دون", "بدون", "ابدا", "لا احد"),
            *("حتي", "يعتمد", "تعتمد", "يتوقف", "تتوقف"),
        ),
        numbers=(
            "واحد|واحده|اثنان|اثنين|ثلاث|ثلاثه|اربع|اربعه|خمس|خمسه|ست|سته|سبع|سبعه|ثمان|ثماني|"
            "ثمانيه|تسع|تسعه|عشر|عشره|عشرات|مئات"
        ),
        units=(
            "ثانيه|ثوان|ثواني|دقيقه|دقائق|ساعه|ساعات|يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سنه|"
            "سنوات|عام|اعوام|امراه|نساء|رجل|رجال|شخص|اشخاص|مريض|مرضي|مره|مرات"
        ),
        before="(?:[وفبلك]|وال|بال|كال|فال|لل|ال)?",
    ),
}
"""Arabic units that mean two by their form (`شهرين`) are figures of their own, see `_DUALS`."""

_DUALS = {"ar": "يومين|يومان|اسبوعين|اسبوعان|شهرين|شهران|سنتين|سنتان|عامين|ساعتين|ساعتان|مرتين"}
_FORMS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_TURKISH = str.maketrans({"İ": "i", "I": "ı"})


def fold(text: str, language: str) -> str:
    """The text as the lists are written: small letters, Arabic without vowel signs."""
    if language == "tr":
        text = text.translate(_TURKISH)
    if language == "ar":
        text = text.translate(_FORMS).replace("\u0640", "")
        text = "".join(c for c in text if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", text.lower())


def promises_in(text: str, language: str) -> list[str]:
    """Words that claim more than anyone can stand behind, folded."""
    return _found(language, "promises", text)


def figures_in(text: str, language: str) -> list[str]:
    """Digits, and numbers in words before a unit, folded."""
    return [match[0] for match in _figures(language).finditer(fold(text, language))]


def is_hedged(text: str, language: str) -> bool:
    """Whether the words say that it is possible, and not that it is so."""
    return bool(_found(language, "hedges", text))


def denies(text: str, language: str) -> bool:
    """Whether the words contradict or limit something."""
    return bool(_found(language, "denials", text))


def _found(language: str, kind: str, text: str) -> list[str]:
    return [match[1] for match in _pattern(language, kind).finditer(fold(text, language))]


@cache
def _pattern(language: str, kind: str) -> re.Pattern[str]:
    watch = WATCHED[language]
    words = "|".join(fold_pattern(one, language) for one in getattr(watch, kind))
    return re.compile(rf"\b{watch.before}((?:{words}))\b")


@cache
def _figures(language: str) -> re.Pattern[str]:
    watch = WATCHED[language]
    duals = rf"|\b{watch.before}(?:{_DUALS[language]})\b" if language in _DUALS else ""
    spoken = (
        rf"\b{watch.before}(?:{watch.numbers})\s+{watch.before}(?:{watch.units}){watch.after}\b"
    )
    return re.compile(rf"\d+|{spoken}{duals}")


def fold_pattern(words: str, language: str) -> str:
    """A pattern folded as text is; its own signs are not letters and stay."""
    return words.translate(_FORMS) if language == "ar" else words
