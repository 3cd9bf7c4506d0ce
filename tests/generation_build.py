"""Small plans, scripted models and tiny model folders for the tests of language models."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from drafter.draft import BoundFigure, OpenMark, PrecedentSpan, Sentence
from drafter.drafting.models.figure_lock import Slot
from drafter.drafting.models.generation import Answer, OnText, Stop, StoppedError
from drafter.drafting.models.prompting import Prompt
from drafter.drafting.pieces import Piece
from drafter.text import sentences

ROW = re.compile(r"\{(F\d+) ([^}]*)\}")


def plan_of(text: str, *, reason: str = "未填") -> Piece:
    """Return a plan in which {F1 12.50} prints row F1 and every 【待补…】【待核…】 is an open mark."""
    plain, figures, at = "", [], 0
    for found in ROW.finditer(text):
        plain += text[at : found.start()]
        figures.append(BoundFigure(len(plain), len(plain) + len(found[2]), found[1]))
        plain += found[2]
        at = found.end()
    plain += text[at:]
    marks = [
        OpenMark(m.start(), m.end(), "待补" if "待补" in m.group() else "待核", reason)
        for m in re.finditer(r"【待[补核][^】]*】", plain)
    ]
    told = [
        Sentence(start, end, "precedent", PrecedentSpan("2024.txt", start, end))
        for start, end in sentences(plain)
    ]
    return Piece(plain, tuple(told), tuple(figures), tuple(marks))


class ScriptedGenerator:
    """Answers what it is told to, one answer a question, and remembers the prompts; an exception is raised."""

    name = "scripted"
    exact = False

    def __init__(self, *answers: str | Answer | Exception | Callable[[Prompt], str]) -> None:
        self._answers, self.prompts = list(answers), []  # type: ignore[var-annotated]

    def generate(self, prompt: Prompt, *, slots: Sequence[Slot], on_text: OnText, stop: Stop) -> Answer:
        if stop():
            raise StoppedError
        self.prompts.append(prompt)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer = answer(prompt)
        answer = Answer(answer) if isinstance(answer, str) else answer
        on_text(answer.text)
        return answer


WORDS = [
    *"我局全年收入支出为万元，。、增长下降比上年开展活动一二三五十百1290F1YM⟦⟧N3V",
    "12",
    "⟦F",
    "1⟧",
    "三公",
    "二〇",
    "⟧，",
    "百分之",
    "同比",
]


def save_tiny_model(folder: Path, *, kind: str = "bytes", chat: bool = False, window: int = 4096) -> Path:
    """Write a one-layer model with random weights and a small tokenizer of the kind asked for; return its folder."""
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

    tokenizer = _tokenizer(kind)
    if chat:
        tokenizer.chat_template = "{% for m in messages %}<s>{{ m.role }}:{{ m.content }}</s>{% endfor %}<s>"
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    size, end = len(tokenizer) + 3, tokenizer.eos_token_id
    if kind == "bytes":
        config = GPT2Config(
            vocab_size=size,
            n_positions=window,
            n_embd=16,
            n_layer=1,
            n_head=2,
            eos_token_id=end,
            bos_token_id=end,
        )
        GPT2LMHeadModel(config).save_pretrained(folder)
    else:
        config = LlamaConfig(
            vocab_size=size,
            hidden_size=16,
            intermediate_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            max_position_embeddings=window,
            eos_token_id=end,
            bos_token_id=end,
        )
        LlamaForCausalLM(config).save_pretrained(folder)
    return folder


def _tokenizer(kind: str) -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    singles = list(dict.fromkeys(WORDS))
    if kind == "bytes":
        alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
        made = Tokenizer(models.BPE({c: i for i, c in enumerate(alphabet)}, []))
        made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        made.decoder = decoders.ByteLevel()
        made.add_tokens(["⟦", "⟧", "一般", "12", "我局", "支出"])
    elif kind == "word pieces":
        vocabulary = {
            word: i for i, word in enumerate(["[UNK]", *singles, *("##" + word for word in singles)])
        }
        made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
        made.decoder = decoders.WordPiece()
    else:
        pieces = ["<unk>", "▁", *(f"<0x{byte:02X}>" for byte in range(256)), *singles, "▁支出"]
        vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys(pieces))}
        made = Tokenizer(models.BPE(vocabulary, [], unk_token="<unk>", byte_fallback=True))
        made.decoder = decoders.Sequence(
            [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
        )
    unknown = {"word pieces": "[UNK]", "sentence pieces": "<unk>"}.get(kind)
    return PreTrainedTokenizerFast(
        tokenizer_object=made, eos_token="</s>", bos_token="<s>", unk_token=unknown
    )
