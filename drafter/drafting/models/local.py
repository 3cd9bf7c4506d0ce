"""Write with a model folder on this machine, under figure lock: it cannot spell a number, only the section's tokens."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drafter.drafting.models.figure_lock import Slot
from drafter.drafting.models.generation import (
    Answer,
    Finish,
    GenerationError,
    OnText,
    Stop,
    StoppedError,
    Watch,
)
from drafter.drafting.models.prompting import Prompt
from drafter.drafting.models.token_bytes import token_bytes
from drafter.drafting.models.token_mask import State, Vocabulary, can_spell, start_state, step
from drafter.strings import tr


class LocalGenerator:
    """A causal language model in Hugging Face's folder format with safetensors weights.

    Deterministic unless `temperature` is above zero; then `seed` decides. One answer is written at a time.
    """

    exact = True

    def __init__(
        self, place: str | Path, *, temperature: float = 0.0, seed: int = 0, total_seconds: float = 600.0
    ) -> None:
        folder = _model_folder(place)
        self.name = f"transformers:{folder.name}"
        self._temperature, self._seed, self._total = temperature, seed, total_seconds
        self._tokenizer, self._model = _load(folder)
        size = int(self._model.get_output_embeddings().weight.shape[0])
        self._pieces = Vocabulary(token_bytes(self._tokenizer, size))
        self._size, self._ends = size, _end_ids(self._tokenizer, self._model, size)
        self._busy = threading.Lock()

    def generate(self, prompt: Prompt, *, slots: Sequence[Slot], on_text: OnText, stop: Stop) -> Answer:
        if not can_spell(self._pieces, slots):
            raise GenerationError(tr("模型 {name} 的词表写不出数据记号。请换一个模型", name=self.name))
        while not self._busy.acquire(timeout=0.1):
            if stop():
                raise StoppedError
        try:
            ids = self._encode(prompt)
            room = self._room(ids, prompt)
            writing = _Writing(
                self._pieces, self._ends, start_state(slots), Watch(on_text, stop, total=self._total)
            )
            self._run(ids, room, writing)
        finally:
            self._busy.release()
        if writing.stopped:
            raise StoppedError
        return Answer(writing.watch.text, writing.finish or "too long")

    def _encode(self, prompt: Prompt) -> Any:
        messages = [{**one, "content": self._defused(one["content"])} for one in prompt.messages()]
        if getattr(self._tokenizer, "chat_template", None):
            try:
                text = self._tokenizer.apply_chat_template(
                    messages, tokenize=False, add_generation_prompt=True
                )
            except (
                Exception
            ) as problem:  # a chat template is the model maker's program and may raise anything
                if len(messages) == 2 or "system" not in str(problem).lower():
                    raise GenerationError(tr("模型的对话模板出错：{problem}", problem=problem)) from problem
                raise GenerationError(
                    tr("模型的对话模板不支持多轮对话：{problem}", problem=problem)
                ) from problem
            return self._tokenizer(text, return_tensors="pt", add_special_tokens=False)["input_ids"]
        text = "\n\n".join(one["content"] for one in messages) + "\n\n"
        return self._tokenizer(text, return_tensors="pt")["input_ids"]

    def _defused(self, text: str) -> str:
        """Break up what the tokenizer would take for a control token, so that quoted text cannot end its own message."""
        for token in sorted(_control_tokens(self._tokenizer), key=len, reverse=True):
            text = text.replace(token, token[0] + " " + token[1:])
        return text

    def _room(self, ids: Any, prompt: Prompt) -> int:
        """How many tokens the answer may have: twice the plan, as far as the model's window reaches."""
        plan = len(self._tokenizer(prompt.plan)["input_ids"])
        config = self._model.config.get_text_config()
        window = getattr(config, "max_position_embeddings", None) or 10**9
        room = min(2 * plan + 64, window - int(ids.shape[-1]))
        if room < plan:
            raise GenerationError(
                tr(
                    "本节过长，超出模型 {name} 的处理长度 {window}。请换用长度更大的模型",
                    name=self.name,
                    window=window,
                )
            )
        return int(room)

    def _run(self, ids: Any, room: int, writing: _Writing) -> None:
        import torch
        from transformers import LogitsProcessorList, StoppingCriteriaList

        ids = ids.to(self._model.device)
        writing.prompt_length = int(ids.shape[-1])
        choosing = {"do_sample": True, "temperature": self._temperature, "top_k": 0, "top_p": 1.0}
        with torch.inference_mode(), torch.random.fork_rng():
            torch.manual_seed(self._seed)
            self._model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=room,
                num_beams=1,
                eos_token_id=self._ends,
                pad_token_id=self._ends[0],
                logits_processor=LogitsProcessorList([writing.mask]),
                stopping_criteria=StoppingCriteriaList([writing.should_end]),
                **(
                    choosing
                    if self._temperature > 0
                    else {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
                ),
            )


class _Writing:
    """One answer in the making: what may come next, what has come, and whether it should end."""

    def __init__(self, pieces: Vocabulary, ends: list[int], state: State, watch: Watch) -> None:
        self._vocabulary, self._ends, self._state, self.watch = pieces, ends, state, watch
        self._taken, self._bytes = 0, b""
        self._masks: dict[State, Any] = {}
        self.prompt_length = 0
        self.finish: Finish | None = None
        self.stopped = False

    def mask(self, ids: Any, scores: Any) -> Any:
        """Rule out every token that may not come; the end is ruled out inside a token or character."""
        import torch

        self._take(ids)
        if self._state not in self._masks:
            mask = torch.ones(scores.shape[-1], dtype=torch.bool, device=scores.device)
            allowed = [id for id in self._vocabulary.allowed(self._state) if id < scores.shape[-1]]
            if self._state.at_rest or not allowed:
                allowed += self._ends
            mask[torch.tensor(allowed, device=scores.device)] = False
            self._masks[self._state] = mask
        masked = torch.nan_to_num(scores, nan=-1e9, posinf=1e9, neginf=-1e9).clamp(min=-1e9)
        return masked.masked_fill(self._masks[self._state], float("-inf"))

    def should_end(self, ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        self._take(ids)
        end = self.finish is not None or self.stopped
        return torch.full((ids.shape[0],), end, dtype=torch.bool, device=ids.device)

    def _take(self, ids: Any) -> None:
        """Follow the tokens written since the last look."""
        written = ids[0, self.prompt_length :].tolist()
        for id in written[self._taken :]:
            self._taken += 1
            if id in self._ends:
                self.finish = self.finish or "done"
                return
            piece = self._vocabulary.pieces[id] or b""
            after = step(self._state, piece)
            assert after is not None, "a masked token was chosen"
            self._state = after
            self._bytes += piece
            self._tell()

    def _tell(self) -> None:
        """Pass on what is complete: no half characters, no half tokens."""
        if not self._state.at_rest:
            return
        text, self._bytes = self._bytes.decode(), b""
        try:
            self.finish = self.finish or self.watch.add(text)
        except StoppedError:
            self.stopped = True


def _model_folder(place: str | Path) -> Path:
    folder = Path(place)
    if not str(place).strip() or not folder.is_dir():
        raise GenerationError(
            tr("找不到模型文件夹“{place}”。请写成 transformers:文件夹，模型须已下载到本机", place=place)
        )
    if not (folder / "config.json").is_file():
        raise GenerationError(tr("{place} 不是模型文件夹：缺少 config.json", place=folder.name))
    if not any(folder.glob("*.safetensors")):
        raise GenerationError(
            tr(
                "{place} 中没有 .safetensors 权重。为安全起见不读取 .bin、.pt 文件，请换用 safetensors 版本",
                place=folder.name,
            )
        )
    return folder


def _load(folder: Path) -> tuple[Any, Any]:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        model = AutoModelForCausalLM.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False, use_safetensors=True, dtype="auto"
        )
    except Exception as problem:  # loaders raise whatever the damaged file made them raise
        reason = str(problem).strip().split("\n")[0][:200]
        raise GenerationError(
            tr("装不上模型 {place}：{problem}", place=folder.name, problem=reason)
        ) from problem
    return tokenizer, model.to("cuda" if torch.cuda.is_available() else "cpu").eval()


def _end_ids(tokenizer: Any, model: Any, size: int) -> list[int]:
    """Every token that ends an answer: of the tokenizer, of the model, and the usual turn ends of chat models."""
    named = [
        model.generation_config.eos_token_id,
        model.config.get_text_config().eos_token_id,
        tokenizer.eos_token_id,
    ]
    ids = [id for one in named for id in (one if isinstance(one, list) else [one]) if id is not None]
    for token in ("<|im_end|>", "<|eot_id|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "</s>"):
        id = tokenizer.get_vocab().get(token)
        ids += [id] if id is not None else []
    ids = list(dict.fromkeys(int(id) for id in ids if 0 <= int(id) < size))
    if not ids:
        raise GenerationError(tr("模型没有结束符，无法知道何时写完。请换一个模型"))
    return ids


def _control_tokens(tokenizer: Any) -> set[str]:
    added = getattr(tokenizer, "added_tokens_decoder", {})
    named = {*tokenizer.all_special_tokens, *(str(one) for one in added.values())}
    return {token for token in named if len(token) > 1}
