"""The drafter command: every stage from past reports to a Word file, with JSON for other programs."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from drafter import __version__
from drafter.collecting import collect_rarely
from drafter.commands.arguments import Command, add_commands, reranker_help
from drafter.commands.console import DONE, FAILED, FOUND, INDEX, USAGE, WORKSPACE
from drafter.commands.usage import Parser
from drafter.commands.users import add_user_command
from drafter.commands.values import port
from drafter.errors import DrafterError, reason_of
from drafter.strings import tr

# What the machine, and no mistake of ours, may answer wherever a file is touched.
_REFUSED = {errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EROFS}

__all__ = ["DONE", "FAILED", "FOUND", "USAGE", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 issues found, 2 wrong usage, 3 could not do it."""
    _speak_utf8()
    collect_rarely()
    words = sys.argv[1:] if argv is None else argv
    try:
        parser = _parser()
        if not words:
            # Whoever types the name alone asks what there is.
            parser.print_help(sys.stderr)
            return USAGE
        options = parser.parse_args(words)
        code: int = options.run(options)
        return code
    except DrafterError as problem:
        print(problem, file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away (| head): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as problem:
        if problem.errno not in _REFUSED:
            raise
        print(
            tr(
                "{path}：{reason}。请检查权限和磁盘空间，再运行一次",
                path=problem.filename or tr("文件"),
                reason=reason_of(problem),
            ),
            file=sys.stderr,
        )
        return FAILED
    except KeyboardInterrupt:
        print(tr("已停止。已完成的部分保留，再运行一次会接着做"), file=sys.stderr)
        return FAILED


def _speak_utf8() -> None:
    """Print Chinese on consoles of any code page; a character that cannot be shown does not stop the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="drafter", description=tr("年度报告起草：上年报告 + 本年数据 → 可编辑、可校核的初稿")
    )
    parser.add_argument(
        "--version", action="version", version=f"drafter {__version__}", help=tr("显示版本号")
    )
    commands = parser.add_subparsers(metavar=tr("命令"), required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about)
        one.set_defaults(run=run)
        one.add_argument("--index", type=Path, default=INDEX, help=tr("索引文件夹，默认 index/"))
        return one

    add_commands(command)
    _add_app(command)
    add_user_command(commands)
    return parser


def _add_app(command: Command) -> None:
    app = command("app", _app, tr("打开网页"))
    app.add_argument("--host", default="127.0.0.1", help=tr("监听的地址，默认 127.0.0.1，只有本机能打开"))
    app.add_argument("--port", type=port, default=7860, help=tr("端口，默认 7860"))
    app.add_argument("--workspace", type=Path, default=WORKSPACE, help=tr("稿件保存位置，默认 workspace/"))
    app.add_argument(
        "--generator",
        default="precedent",
        help=tr(
            "precedent（默认，按上年写法）、transformers:模型文件夹 或 openai:服务地址#模型名：网页上起草和改写用它"
        ),
    )
    app.add_argument("--reranker", type=Path, metavar="FOLDER", help=reranker_help())
    app.add_argument(
        "--site", action="append", default=[], metavar="NAME", help=tr("网页对外使用的域名，可重复")
    )
    app.add_argument(
        "--trust-header",
        default="",
        metavar="HEADER",
        help=tr("统一登录代理写入用户名的请求头，如 X-Remote-User"),
    )
    app.add_argument(
        "--trusted-proxy",
        action="append",
        default=[],
        metavar="IP",
        help=tr("代理的 IP 或网段，可重复；只信它写的请求头"),
    )
    app.add_argument("--tls-cert", type=Path, metavar="FILE", help=tr("HTTPS 证书（PEM）"))
    app.add_argument("--tls-key", type=Path, metavar="FILE", help=tr("HTTPS 私钥（PEM）"))


def _app(options: argparse.Namespace) -> int:
    from drafter.web import Settings, serve

    serve(
        Settings(
            index=options.index,
            workspace=options.workspace,
            host=options.host,
            port=options.port,
            certificate=options.tls_cert,
            key=options.tls_key,
            generator=options.generator,
            reranker=options.reranker,
            sites=options.site,
            trust_header=options.trust_header,
            trusted_proxies=options.trusted_proxy,
        )
    )
    return DONE


if __name__ == "__main__":
    sys.exit(main())
