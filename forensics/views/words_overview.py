"""The words of a case's overview, in English and Japanese, as data."""

from __future__ import annotations

OVERVIEW: dict[str, tuple[str, str]] = {
    "case title": ("case '{title}'", "事案「{title}」"),
    "count mails": ("{n} mails", "メール: {n} 通"),
    "count verdict": ("{n} of them phishing, extortion or scam", "うちフィッシング・脅迫・詐欺: {n} 通"),
    "count files": ("{n} other files", "その他のファイル: {n} 件"),
    "count observables": ("{n} observables", "痕跡情報: {n} 件"),
    "count findings": ("{n} findings that say yes", "該当した所見: {n} 件"),
    "count defects": ("{n} mails with defects", "不備のあるメール: {n} 通"),
    "count custody": ("custody log: {n} lines", "証拠保管の記録: {n} 行"),
    "dated": ("dated {first} to {last} (UTC)", "日付: {first} ~ {last}(UTC)"),
    "values": ("values", "値の数"),
    "map": (
        "What services know of the observables, in questions:",
        "痕跡情報について照会先が知っていること(照会の件数):",
    ),
    "map sampled": ("(of the first {n} values of a kind)", "(各種類の最初の {n} 件について)"),
    "asked found": ("known", "既知"),
    "asked not_found": ("unknown to the service", "該当なし"),
    "asked failed": ("failed", "失敗"),
    "asked refused": ("refused", "拒否"),
    "asked not_asked": ("not asked", "未照会"),
    "next steps": ("Next steps", "次に行うこと"),
    "next add": ("take in evidence", "証拠を取り込む"),
    "next settings": (
        "say in case.toml which domains, servers and results are yours ({n} of 3 are open); what the mails suggest",
        "自組織のドメイン・サーバー・認証結果を case.toml に記入する(3 項目中 {n} 項目が未記入)。メールから推定した候補",
    ),
    "next files": ("look at {n} pieces that could not be read as mail", "メールとして読めなかった {n} 件を確認する"),
    "next unclear": ("read {n} mails whose verdict is unclear", "判定できないメール {n} 通を読む"),
    "next plan": (
        "see whom the {n} open questions would go to; nobody is asked by that",
        "未照会の {n} 件について、照会先を確認する(この時点では誰にも照会しない)",
    ),
    "next again": ("ask again where {n} questions failed", "失敗した {n} 件をもう一度照会する"),
    "next campaigns": ("see which mails belong together", "どのメールが互いに関連するかを見る"),
    "next advice": ("see what to do about {n} bad mails", "問題のあるメール {n} 通への対処を見る"),
    "next report": ("write the report", "報告書を作成する"),
}
