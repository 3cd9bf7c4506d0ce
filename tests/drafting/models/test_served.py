"""Whatever a model server does, every section ends as a right draft, soon, and says so."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from drafter.drafting.models.figure_lock import lock
from drafter.drafting.models.generation import GenerationError, Hearing, StoppedError, open_generator
from drafter.drafting.models.prompting import Prompt, build_prompt
from drafter.drafting.models.rewriting import Rewritten, Setting, rewrite_piece
from drafter.drafting.models.served import Patience, ServedGenerator, read_address
from tests.generation_build import plan_of

PLAN = plan_of(
    "2025年，我局支出{F1 12.50}万元，比上年增长{F2 9.3}%，“三公”经费支出【待补：支出（上年3万元）】。"
)
GOOD = "⟦Y1⟧，我局共支出⟦F1⟧，比上年⟦F2⟧，“⟦N1⟧”经费支出⟦M1⟧。"
HASTE = Patience(connect=0.5, first=0.4, between=0.3, total=2.0, rest=30.0)

Reply = Callable[[socket.socket], None]


def test_a_good_answer_becomes_the_draft():
    with serving(streamed(GOOD)) as place:
        done = rewrite(place)
    assert done.outcome == "model"
    assert (
        done.piece.text
        == "2025年，我局共支出12.50万元，比上年增长9.3%，“三公”经费支出【待补：支出（上年3万元）】。"
    )
    assert [(f.row, done.piece.text[f.start : f.end]) for f in done.piece.figures] == [
        ("F1", "12.50"),
        ("F2", "9.3"),
    ]
    assert [done.piece.text[o.start : o.end] for o in done.piece.open] == ["【待补：支出（上年3万元）】"]


def test_an_answer_in_one_piece_is_read_too():
    body = json.dumps({"choices": [{"message": {"content": GOOD}, "finish_reason": "stop"}]}).encode()
    with serving(raw(body, kind="application/json")) as place:
        assert rewrite(place).outcome == "model"


def test_the_question_holds_no_figure_and_no_key_is_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DRAFTER_API_KEY", "secret-key")
    heard: list[bytes] = []
    with serving(streamed(GOOD), heard=heard) as place:
        generator = open_generator(f"openai:{place}")
        rewrite_piece(generator, "rewrite_section", PLAN, Setting("某局", 2025, "支出"))
    head, _, body = heard[0].partition(b"\r\n\r\n")
    assert b"Bearer secret-key" in head
    told = json.loads(body)["messages"]
    assert not any(figure in json.dumps(told, ensure_ascii=False) for figure in ("12.5", "9.3", "2025"))
    assert "secret-key" not in repr(vars(generator)["name"])


INVENTED = [
    GOOD.replace("共", "共12次"),
    GOOD.replace("共", "共九次"),
    GOOD.replace("⟦F1⟧", "超过⟦F1⟧"),
    GOOD.replace("⟦F1⟧", "⟦F1⟧亿"),
    GOOD.replace("⟦F2⟧", "下降⟦F2⟧"),
    GOOD.replace("⟦F1⟧", "⟦F2⟧", 1).replace("比上年⟦F2⟧", "比上年⟦F1⟧"),
    GOOD.replace("⟦F1⟧", "⟦F9⟧"),
    GOOD.replace("⟦F1⟧", "１２．５０万元"),
    GOOD.replace("⟦M1⟧", "三万元"),
    GOOD.replace("⟦M1⟧", ""),
    GOOD + "其中一半用于办公。",
    GOOD + "five per cent。",
    GOOD.replace("⟦Y1⟧", "2025年"),
    GOOD.replace("⟦Y1⟧", "二〇二五年"),
]


@pytest.mark.parametrize("answer", INVENTED)
def test_a_server_that_invents_numbers_leaves_the_precedent(answer: str):
    with serving(streamed(answer)) as place:
        done = rewrite(place)
    assert (done.piece, done.outcome) == (PLAN, "fallback")


GARBAGE: dict[str, str] = {
    "empty": "",
    "spaces": "  \n \n",
    "thinking only": "<think>支出多少？</think>",
    "thinking without end": "<think>支出多少？",
    "english": "The expenditure was large.",
    "kana": "支出はとても多い。",
    "control": "\x00\x1b[31m\x07",
    "script": GOOD + "<script>alert(document.domain)</script>",
    "link": GOOD + "[详见](http://example.invalid)。",
    "echo": "文稿里形如 ⟦……⟧ 的记号代表数字、年份、待办标记或固定名称，由程序在你写完之后填入。",
    "refusal": "抱歉，作为AI语言模型，我无法完成。",
    "broken tokens": GOOD.replace("⟦F1⟧", "⟦F1"),
    "long": "支出情况良好，工作有序。" * 3 + "各项任务按要求推进，成效明显，群众满意，" * 40,
    "unfinished": GOOD[:-1],
    "replacement": GOOD.replace("我局", "我�"),
}


@pytest.mark.parametrize("answer", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_leaves_the_precedent(answer: str):
    with serving(streamed(answer)) as place:
        done = rewrite(place)
    assert done.piece == PLAN
    assert done.outcome in ("fallback", "incomplete")
    assert done.reason


ODDITIES: dict[str, str] = {
    "thinking": "<think>先想想：支出12.50？</think>\n" + GOOD,
    "thinking opened by the template": "先想想12.50</think>" + GOOD,
    "fenced": f"```\n{GOOD}\n```",
    "preamble": f"以下是改写后的正文：\n\n{GOOD}",
    "other brackets": GOOD.replace("⟦", "[[").replace("⟧", "]]"),
    "name written out": GOOD.replace("⟦N1⟧", "三公"),
    "control characters": GOOD.replace("，", "\u200b，\x00"),
}


@pytest.mark.parametrize("answer", ODDITIES.values(), ids=ODDITIES.keys())
def test_habits_of_models_are_put_up_with(answer: str):
    with serving(streamed(answer)) as place:
        done = rewrite(place)
    assert done.outcome == "model"
    assert done.piece.text.startswith("2025年，我局共支出12.50万元")
    assert done.piece.text.isprintable()


def test_a_bad_answer_is_asked_for_once_more_with_the_reason():
    heard: list[bytes] = []
    with serving(streamed(INVENTED[0]), streamed(GOOD), heard=heard) as place:
        done = rewrite(place)
    assert (done.outcome, len(heard)) == ("model", 2)
    again = json.loads(heard[1].partition(b"\r\n\r\n")[2])["messages"]
    assert [one["role"] for one in again] == ["system", "user", "assistant", "user"]
    assert "记号之外写了数字" in again[-1]["content"]


def test_a_stream_cut_anywhere_is_marked_incomplete():
    whole = b"".join(chunks(GOOD))
    where = range(len(chunks(GOOD)[0]) + 1, len(whole), max(len(whole) // 50, 1))
    for at in where:
        with serving(raw(whole[:at], kind="text/event-stream")) as place:
            done = rewrite(place)
        assert (done.piece, done.outcome) == (PLAN, "incomplete"), at
        assert "未完成" in done.reason


def test_what_was_cut_by_length_is_marked_incomplete_and_kept_as_a_candidate():
    with serving(streamed(GOOD[:20], finish="length")) as place:
        done = rewrite(place)
    assert (done.piece, done.outcome) == (PLAN, "incomplete")
    assert "超长" in done.reason


def test_a_loop_is_broken_off():
    began = time.monotonic()
    with serving(endless("持续推进各项工作，")) as place:
        done = rewrite(place)
    assert (done.piece, done.outcome) == (PLAN, "incomplete")
    assert time.monotonic() - began < 5


def test_an_endless_answer_is_cut():
    with serving(endless(None)) as place:
        generator = ServedGenerator(read_address(place), patience=Patience(total=10))
        locked, prompt = question()
        answer = generator.generate(prompt, slots=locked.slots, on_text=lambda text: None, stop=lambda: False)
    assert (len(answer.text), answer.finish) == (20_000, "too long")


def status(code: int) -> Reply:
    def reply(peer: socket.socket) -> None:
        peer.sendall(
            f"HTTP/1.1 {code} X\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n".encode()
        )

    return reply


def reset(peer: socket.socket) -> None:
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(peer: socket.socket) -> None:
    time.sleep(0.8)


def pinging(peer: socket.socket) -> None:
    """Signs of life, but never a word."""
    peer.sendall(HEAD.replace(b"KIND", b"text/event-stream"))
    for _ in range(20):
        peer.sendall(b": ping\n\n")
        time.sleep(0.1)


def dripping(peer: socket.socket) -> None:
    for byte in HEAD:
        peer.sendall(bytes([byte]))
        time.sleep(0.2)


def stalling(peer: socket.socket) -> None:
    peer.sendall(HEAD.replace(b"KIND", b"text/event-stream") + chunks(GOOD)[0])
    time.sleep(0.8)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: KIND\r\nConnection: close\r\n\r\n"


def raw(body: bytes, *, kind: str = "text/event-stream") -> Reply:
    return lambda peer: peer.sendall(HEAD.replace(b"KIND", kind.encode()) + body)


FAILURES: dict[str, Reply] = {
    **{f"status {code}": status(code) for code in (301, 307, 401, 403, 404, 429, 500, 502, 503)},
    "reset": reset,
    "closed at once": lambda peer: None,
    "no http": lambda peer: peer.sendall(b"SSH-2.0-x\r\n\r\n"),
    "html": raw(b"<html>502 Bad Gateway</html>", kind="text/html"),
    "html as stream": raw(b"<html>\n502\n</html>\n"),
    "json no chat": raw(b'{"choices": 7}', kind="application/json"),
    "json broken": raw(b'{"choices": [{"mess', kind="application/json"),
    "json list": raw(b"[1]", kind="application/json"),
    "json deep": raw(b"[" * 100_000, kind="application/json"),
    "error event": raw(b'data: {"error": {"message": "out of memory"}}\n\n'),
    "content is a number": raw(b'data: {"choices": [{"delta": {"content": 12}}]}\n\n'),
    "a line of ten megabytes": raw(b"data: " + b"x" * 10_000_000),
    "silent": silent,
    "pinging": pinging,
    "dripping": dripping,
}


@pytest.mark.parametrize("reply", FAILURES.values(), ids=FAILURES.keys())
def test_a_server_that_fails_leaves_the_precedent_and_a_reason_within_three_seconds(reply: Reply):
    began = time.monotonic()
    with serving(reply) as place:
        done = rewrite(place)
        assert time.monotonic() - began < 3
    assert done.piece == PLAN
    assert done.outcome in ("fallback", "incomplete")
    assert done.reason


def test_a_server_that_stalls_midway_is_incomplete():
    with serving(stalling) as place:
        done = rewrite(place)
    assert (done.piece, done.outcome) == (PLAN, "incomplete")


def test_invalid_utf8_is_no_answer():
    line = json.dumps({"choices": [{"delta": {"content": "支出X"}}]}, ensure_ascii=False).encode()
    body = b"data: " + line.replace(b"X", b"\xff\xfe") + b"\n\ndata: [DONE]\n\n"
    with serving(raw(body)) as place:
        assert rewrite(place).piece == PLAN


def test_nobody_at_the_address_is_told_at_once():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"http://127.0.0.1:{free.getsockname()[1]}/v1#m"
    done = rewrite(place)
    assert (done.piece, done.outcome) == (PLAN, "fallback")
    assert "连接模型服务失败" in done.reason


def test_after_a_failure_the_server_rests():
    heard: list[bytes] = []
    with serving(status(503), streamed(GOOD), heard=heard) as place:
        generator = ServedGenerator(read_address(place), patience=Patience(rest=0.3))
        setting = Setting("某局", 2025, "支出")
        outcomes = [rewrite_piece(generator, "rewrite_section", PLAN, setting) for _ in range(3)]
        assert ([one.outcome for one in outcomes], len(heard)) == (["fallback"] * 3, 1)
        assert "暂停使用" in outcomes[-1].reason
        time.sleep(0.35)
        assert rewrite_piece(generator, "rewrite_section", PLAN, setting).outcome == "model"


def test_a_person_who_stops_does_not_wait_and_no_thread_is_left():
    before = threading.active_count()
    for _ in range(5):
        with serving(silent) as place:
            began = time.monotonic()
            with pytest.raises(StoppedError):
                rewrite(place, patience=Patience(), stop=lambda since=began: time.monotonic() - since > 0.1)
            assert time.monotonic() - began < 1
    time.sleep(0.3)
    assert [t.name for t in threading.enumerate() if t.name == "drafter-model-call"] == []
    assert threading.active_count() <= before


BAD_ADDRESSES = [
    "",
    "127.0.0.1:8000/v1#m",
    "http://127.0.0.1:8000/v1",
    "http://127.0.0.1:8000/v1#",
    "ftp://127.0.0.1/v1#m",
    "file:///etc/passwd#m",
    "gopher://127.0.0.1/#m",
    "http://#m",
    "http://user:pass@127.0.0.1/v1#m",
    "http://127.0.0.1:99999/v1#m",
    "http://127.0.0.1/v1?x=y#m",
    "http://127.0.0.1/v1\r\nX: y#m",
    "http://[::1/v1#m",
]


@pytest.mark.parametrize("place", BAD_ADDRESSES)
def test_an_address_that_is_none_is_refused(place: str):
    with pytest.raises(GenerationError) as told:
        open_generator(f"openai:{place}")
    assert "pass" not in str(told.value)


def test_hosts_can_be_limited_to_a_list(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DRAFTER_MODEL_HOSTS", "model.example")
    with pytest.raises(GenerationError, match="不允许连接"):
        open_generator("openai:http://127.0.0.1:8000/v1#m")
    assert read_address("http://model.example:8000/v1#m").host == "model.example"


def rewrite(place: str, *, patience: Patience = HASTE, stop: Callable[[], bool] = lambda: False) -> Rewritten:
    generator = ServedGenerator(read_address(place), patience=patience)
    return rewrite_piece(
        generator, "rewrite_section", PLAN, Setting("某局", 2025, "支出"), Hearing(stop=stop)
    )


def question() -> tuple[object, Prompt]:
    locked = lock(PLAN, year=2025)
    return locked, build_prompt("rewrite_section", locked, org="某局", heading="支出")


def chunks(text: str, *, finish: str | None = "stop") -> list[bytes]:
    """Return the events of a stream: three characters each, the finish, [DONE]."""
    parts = [{"delta": {"content": text[i : i + 3]}, "finish_reason": None} for i in range(0, len(text), 3)]
    events = [{"choices": [part]} for part in parts]
    lines = [f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode() for event in events]
    if finish:
        lines.append(f'data: {{"choices": [{{"delta": {{}}, "finish_reason": "{finish}"}}]}}\n\n'.encode())
    return lines


def streamed(text: str, *, finish: str = "stop") -> Reply:
    return raw(b"".join(chunks(text, finish=finish)) + b"data: [DONE]\n\n")


def endless(phrase: str | None) -> Reply:
    def reply(peer: socket.socket) -> None:
        peer.sendall(HEAD.replace(b"KIND", b"text/event-stream"))
        for at in range(200_000):
            text = phrase or "".join(chr(0x4E00 + (at * 7919 + n * 104_729) % 20_000) for n in range(40))
            peer.sendall(
                chunks(text, finish=None)[0] if phrase is None else b"".join(chunks(text, finish=None))
            )

    return reply


@contextmanager
def serving(*replies: Reply, heard: list[bytes] | None = None) -> Iterator[str]:
    """A server on loopback that gives each reply in turn, the last one again and again."""
    waiting = list(replies)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            try:
                peer, _ = listener.accept()
            except TimeoutError:
                continue
            with peer:
                asked = read_request(peer)
                if heard is not None:
                    heard.append(asked)
                reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                try:
                    reply(peer)
                except OSError:
                    continue  # the client hung up, as it should

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1#m"
    finally:
        over.set()
        thread.join()
        listener.close()


def read_request(peer: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += peer.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(
        next(
            line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
        )
    )
    while len(body) < length:
        body += peer.recv(65536)
    return head + b"\r\n\r\n" + body
