"""Whether words in an unspaced script behind a ``/`` or ``=`` are the rest of a sentence or the name of a page.

Why it matters: ``https://example.jp/をご覧ください`` leads to the front page, ``https://ja.wikipedia.org/wiki/日本`` to an article, and
browsers write both without percent signs. A name is short, begins with no particle and holds no verb of politeness or request.
Usage, not a standard: where it cannot be told, the words count as a name, since a link too long shows both readings.
"""

from __future__ import annotations

import re

LONGEST_NAME = 100
"""Characters of one segment; a longer one is prose."""

_JAPANESE = re.compile(
    r"\A(?:[をへ]|[はがにでとのもや](?:\Z|[^ぁ-ん]|[おごこそあいてなは])|から|まで|より|です|でし|ます|ませ|くだ|ござ|ご(?:確認|覧|連絡|注意|了承|入力)"
    r"|参照|経由|以下|など|宛)"
    r"|くださ|下さい|します|しまし|ました|ません|ている|ていま|でした|です|ございま|いただ|お願い|できま|こちら|コチラ|からの?[お御ご]|[をへ]"
    r"|[一-龥ァ-ヶー](?:[はがにで]|より|にて|から|まで)\Z"
)
_CHINESE = re.compile(
    r"\A(?:的|和|与|與|或|是|在|吧|并|並|来|來|以|即|就|上|中的|里|裡)|[请請您你们了吧呢吗嗎]|进行|進行|点击|點擊|查看|即可|尽快|盡快|儘快|处理|處理"
    r"|验证|驗證|确认|领取|領取|访问|登录|登錄|获取|獲取"
)
_KOREAN = re.compile(
    r"\A(?:에서|에게|으로|까지|부터|입니다|이며|라고|(?:를|을|은|는|로|와|과|의|에|이|가|도)\Z)|하세요|합니다|십시오|바랍니다|됩니다"
)
_THAI = re.compile(
    r"\A(?:เพื่อ|และ|ที่|ได้|เลย|นะ|ค่ะ|คะ|ครับ|ของ|หรือ|ภายใน|ทันที|ตอนนี้|ก่อน|โดย|จะ|ให้|แล้ว|กับ|เป็น|ใน|จาก|นี้)|กรุณา|โปรด"
)


_TITLE = re.compile(r"\A[^をへ]{1,60}?(?=[をへ]|(?<=[一-龥ァ-ヶー])(?:[はがにで]|より|にて|から|まで|です)\Z)")
_TITLE_ITSELF = re.compile(r"くださ|下さい|します|ました|こちら|お願い|でした|ございま|いただ")


def title_end(words: str) -> int:
    """How much of words that a sentence goes on in is the title of an article before them, ``東京都をご覧ください``; 0 where none is."""
    title = _TITLE.match(words)
    return title.end() if title and not _TITLE_ITSELF.search(title.group()) else 0


def is_prose(words: str) -> bool:
    """Whether a sentence goes on in these words."""
    return len(words) > LONGEST_NAME or any(pattern.search(words) for pattern in (_JAPANESE, _CHINESE, _KOREAN, _THAI))
