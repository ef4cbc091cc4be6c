"""What a password must have, beyond its length, and which were used before."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guatu.web.people.models import UsedPassword, User
from guatu.web.people.rules import THREE

CLASSES = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"\d"), re.compile(r"[^a-zA-Z\d]"))
REMEMBERED = 5  # passwords, the present one among them
FOR_ADMINISTRATORS = 12
DIFFERENT = 5  # signs, at least
LOOKALIKES = str.maketrans("@4301!$57", "aaeolisst")
WEAK = ("password", "passwd", "admin", "qwerty", "welcome", "letmein", "abcdef", "guanliyuan", "mima")


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("口令至少要有%(n)s个字符。") % {"n": self.min_length}


class UnlikeThePerson(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("口令与账号或姓名太像。")


class NotCommon(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("这个口令太常见，容易被猜到。")


class ThreeClasses:
    """At least three of: small letters, capitals, digits, other signs."""

    def validate(self, password: str, user: Any = None) -> None:
        if sum(bool(kind.search(password)) for kind in CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _("口令须含小写字母、大写字母、数字、符号四类中的至少三类。")


class NotGuessed:
    """No account's own name in it, none of the words that are tried first, and not one sign over and over."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = _letters(password)
        names = [_letters(getattr(user, field, "") or "") for field in ("username", "display_name", "unit_id")]
        if any(len(name.encode()) > 2 and name in plain for name in names) or any(word in plain for word in WEAK):
            raise ValidationError(_("口令里不能有账号、姓名和常见的词（admin、password等）。"), code="password_guessed")
        if len(set(password)) < DIFFERENT:
            raise ValidationError(_("口令里的字符太单一。"), code="password_monotone")

    def get_help_text(self) -> str:
        return _("口令里不能有账号、姓名和常见的词（admin、password等）。")


class LongerForAdministrators:
    """Twelve signs for each of the three administrators."""

    def validate(self, password: str, user: Any = None) -> None:
        if isinstance(user, User) and user.pk and user.roles() & set(THREE) and len(password) < FOR_ADMINISTRATORS:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        return _("系统、安全、审计管理员的口令至少%(n)s个字符。") % {"n": FOR_ADMINISTRATORS}


def _letters(text: str) -> str:
    """What is left when signs that stand for letters are read as these, and all others left out."""
    return re.sub(r"[^a-z\u4e00-\u9fff]", "", text.lower().translate(LOOKALIKES))


def was_used(password: str, user: User) -> bool:
    """Whether it is the present password or one of the last before it."""
    before = user.used_passwords.values_list("encoded", flat=True)[: REMEMBERED - 1]
    return any(check_password(password, encoded) for encoded in (user.password, *before))


def remember_password(user: User) -> None:
    """Keep the hash of the password that is about to be replaced, and forget those that are too old."""
    if not user.has_usable_password():
        return
    UsedPassword.objects.create(user=user, encoded=user.password)
    kept = list(user.used_passwords.values_list("pk", flat=True)[: REMEMBERED - 1])
    user.used_passwords.exclude(pk__in=kept).delete()
