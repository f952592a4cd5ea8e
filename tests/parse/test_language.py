"""The language of a text: told by its script, else by its small words, and not told where they say too little."""

from __future__ import annotations

import pytest

from forensics.parse.language import main_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("サーバーメンテナンスのお知らせ。下記のリンクをご確認ください。", "ja"),
        ("Webmail 管理者より: 至急ご確認ください https://example.test/", "ja"),
        ("您的帐户已被暂停，请立即登录。", "zh"),
        ("귀하의 계정이 정지되었습니다. 지금 확인하십시오.", "ko"),
        ("Ваша учетная запись заблокирована", "ru"),
        ("Your account will be closed if you do not confirm it.", "en"),
        ("Ihr Konto wurde gesperrt. Bitte bestätigen Sie Ihre Daten mit dem Link.", "de"),
        ("Votre compte sera fermé dans les 24 heures, pour des raisons qui vous sont connues.", "fr"),
        ("Hola, su cuenta ha sido bloqueada por el banco, entre con este enlace para más detalles", "es"),
        ("Hesabınız askıya alındı, lütfen bilgilerinizi bir an önce ve doğru olarak girin", "tr"),
        ("", "und"),
        ("12345 67890 !!!", "und"),
        ("xqzt vbnm", "und"),
        ("Dear user, 株式会社 is the name of a company in the text that you have sent to us", "en"),
    ],
)
def test_what_a_text_is_written_in(text, code):
    assert main_language(text) == code


def test_a_long_text_is_judged_by_its_beginning():
    assert main_language("This is the text that you have written. " * 200 + "これは日本語です。" * 2_000) == "en"
