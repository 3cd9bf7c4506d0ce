"""Builders for the tests of the index: invented reports, written to files and made by hand."""

from __future__ import annotations

from pathlib import Path

from drafter.report import Report, Section

PARAGRAPHS = {
    "一、部门概况": "云岭市水利局负责全市水资源保护、河道管理和防汛抗旱，下设办公室和水政监察支队。",
    "二、预算执行": "全年部门预算总额为3200.50万元，实际执行3150.20万元，预算执行率为98.43%。",
    "三、河长制": "持续推进河长制工作，组织巡河420次，清理河道垃圾1300吨，水质达标率稳步提高。",
    "四、防汛抗旱": "汛期加强值班值守，储备防汛物资五大类，转移受威胁群众600人，未发生人员伤亡。",
    "五、农村供水": "实施农村饮水安全巩固提升工程，新建水厂三座，受益人口2.6万人。",
    "六、三公经费": "三公经费支出18.6万元，较上年减少2.1万元，主要原因是公务用车运行维护费下降。",
    "七、队伍建设": "开展党风廉政教育，组织专题学习十二次，干部作风明显转变。",
    "八、存在问题": "绩效目标设置不够科学，部分项目前期论证不充分，资金支付进度前松后紧。",
}


def text_of(year: int, org: str = "云岭市水利局", **changed: str) -> str:
    """Return an invented report; a paragraph is replaced by naming its heading without the number."""
    body = {heading: changed.get(heading[2:], text) for heading, text in PARAGRAPHS.items()}
    lines = [
        f"{org}{year}年度部门整体支出绩效自评报告",
        *(line for pair in body.items() for line in pair),
    ]
    return "\n".join(lines) + "\n"


def write_report(folder: Path, year: int, org: str = "云岭市水利局", **changed: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{org}-部门整体支出绩效自评报告-{year}.txt"
    path.write_text(text_of(year, org, **changed), "utf-8")
    return path


def report_of(*sections: tuple[str, str], source: str = "2023.txt", title: str = "") -> Report:
    """Return a report whose sections are (heading, body); a heading's level is 1, its key its number."""
    text, parts = "", []
    for number, (heading, body) in enumerate(sections, 1):
        start = len(text)
        text += f"{heading}\n{body}\n" if heading else f"{body}\n"
        parts.append(Section(str(number) if heading else "0", 1, heading, start, len(text)))
    return Report(title, "云岭市水利局", 2023, source, text, tuple(parts))


def tiny_bert(folder: Path, seed: int = 0) -> Path:
    """Write a sentence-transformers folder of a tiny transformer with random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    source = folder.with_name(folder.name + "-transformer")
    source.mkdir(parents=True)
    characters = sorted({one for text in PARAGRAPHS.values() for one in text})
    (source / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]))
    tokenizer = BertTokenizerFast(str(source / "vocab.txt"))
    torch.manual_seed(seed)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(tokenizer), max_position_embeddings=64, **size)).save_pretrained(
        source
    )
    tokenizer.save_pretrained(source)
    SentenceTransformer(str(source), device="cpu", local_files_only=True).save(str(folder))
    return folder


def tiny_cross_encoder(folder: Path) -> Path:
    """Write a cross-encoder folder of a tiny transformer with random weights."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir(parents=True)
    characters = sorted({one for text in PARAGRAPHS.values() for one in text})
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]))
    tokenizer = BertTokenizerFast(str(folder / "vocab.txt"))
    torch.manual_seed(0)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig(vocab_size=len(tokenizer), max_position_embeddings=128, num_labels=1, **size)
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.model_max_length = 128
    tokenizer.save_pretrained(folder)
    return folder
