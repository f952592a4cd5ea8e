"""Claimed passwords in nine languages, and the many sentences about passwords that claim none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract import passwords
from forensics.extract.view import view


def found(text):
    seen = view(text)
    return [seen.text[hit.start : hit.end] for hit in passwords.hits(seen)]


CLAIMED = [
    ("Your password: hunter42", "hunter42"),
    ("your password (tiger77) was leaked", "tiger77"),
    ("Username: joe Password: secret99", "secret99"),
    ("パスワード→tokyo1999", "tokyo1999"),
    ("パスワード【tokyo1999】", "tokyo1999"),
    ("비밀번호가 seoul88 입니다", "seoul88"),
    ("your password is Tr0ub4dor&3!", "Tr0ub4dor&3"),
    ('Your pass is "letmein99"', "letmein99"),
    ("your pw: abc123xyz", "abc123xyz"),
    ("I know your old password was sunshine.", "sunshine"),
    ("hunter42 is one of your passwords", "hunter42"),
    ("Password: correcthorse\n", "correcthorse"),
    ("password = hunter42", "hunter42"),
    ('your old password "Fluffy-99" leaked', "Fluffy-99"),
    ("The password for the attachment is 4471", "4471"),
    ("Zip-Passwort: Rechnung77", "Rechnung77"),
    ("パスワード「himawari88」を知っています", "himawari88"),
    ("Your password for hanako@example.org: hunter42", "hunter42"),
    ("your раssword: hunter42", "hunter42"),  # two Cyrillic letters
    ("パスワードは: sakura-1987\n", "sakura-1987"),
    ("hanako@example.orgからのパスワードは:sakura-1987", "sakura-1987"),
    ("パスワード：abc12345", "abc12345"),
    ("パスワードは「abc12345」です", "abc12345"),
    ("パスワード(hanako@example.org)：abc12345", "abc12345"),
    ("abc12345はあなたのパスワードです", "abc12345"),
    ("Ihr Passwort lautet: hunter42", "hunter42"),
    ("Ihr Passwort ist hunter42", "hunter42"),
    ("Votre mot de passe est hunter42", "hunter42"),
    ("Mot de passe : hunter42", "hunter42"),
    ("Su contraseña es hunter42", "hunter42"),
    ("La tua password è hunter42", "hunter42"),
    ("Sua senha é hunter42", "hunter42"),
    ("Senha: hunter42", "hunter42"),
    ("你的密码是hunter42", "hunter42"),
    ("密码：hunter42", "hunter42"),
    ("비밀번호: hunter42", "hunter42"),
    ("비밀번호는 hunter42 입니다", "hunter42"),
]
NONE = [
    "your password is about to expire",
    "your password is required",
    "your password has expired",
    'Enter your password "again" below',
    "The password for your other account is weak",
    "パスワード「必須」",
    "Your password: https://example.org/reset",
    "Reset your password - click here",
    "パスワードは8文字以上",
    "パスワードを入力してください",
    "Password: ********",
    "Ihr Passwort ist abgelaufen.",
    "Votre mot de passe est expiré",
    "Su contraseña es segura.",
    "Sua senha é fraca",
    "密码是必需的",
    "",
]


@pytest.mark.parametrize(("text", "secret"), CLAIMED)
def test_a_claimed_password(text, secret):
    assert found(text) == [secret]


@pytest.mark.parametrize("text", NONE)
def test_what_claims_none(text):
    assert found(text) == []


@given(st.text(alphabet="your pasword:is123パスワードは密码senha\n\ud800", max_size=60))
def test_no_text_stops_it(text):
    for hit in passwords.hits(view(text)):
        assert hit.kind == "password"
        assert "*" in hit.value
