"""The words on buttons and in fields of the live views, in English and Japanese, as data."""

from __future__ import annotations

DESK: dict[str, tuple[str, str]] = {
    "search": ("search all columns", "全列を検索"),
    "columns": ("columns", "列の選択"),
    "filter": ("filter", "絞り込み"),
    "filter help": (
        "text: contains; =text: equals; !text: does not contain; >2, <2: more, less; = alone: empty",
        "文字: 含む、=文字: 一致、!文字: 含まない、>2・<2: 大小、= のみ: 空欄",
    ),
    "sort": ("sort by", "並べ替え:"),
    "first": ("first page", "最初のページ"),
    "previous": ("previous page", "前のページ"),
    "next": ("next page", "次のページ"),
    "last": ("last page", "最後のページ"),
    "page": ("page", "ページ"),
    "of": ("of", "/"),
    "select": ("select row", "行を選択"),
    "select page": ("select this page", "このページを選択"),
    "selected": ("selected", "件を選択中"),
    "copy": ("copy code", "コードをコピー"),
    "copied": ("copied", "コピーしました"),
    "clear": ("clear selection", "選択を解除"),
    "code": ("code that gives these rows", "これらの行を得るコード"),
    "open": ("open", "開く"),
    "close": ("close", "閉じる"),
    "asking": ("waiting for Python …", "Python の応答を待っています…"),
    "nothing": ("nothing here", "該当なし"),
    "zoom in": ("zoom in", "拡大"),
    "zoom out": ("zoom out", "縮小"),
    "earlier": ("earlier", "前へ"),
    "later": ("later", "後へ"),
    "all": ("show all", "全体を表示"),
    "lanes": ("lanes", "レーン"),
    "density": (
        "Bars count moments; zoom in to see each one.",
        "棒は件数を表します。拡大すると一件ずつ表示します。",
    ),
    "undated": ("no usable time", "日時不明"),
}


def desk_words(language: str) -> dict[str, str]:
    """All of them in one language."""
    return {name: both[1 if language == "ja" else 0] for name, both in DESK.items()}
