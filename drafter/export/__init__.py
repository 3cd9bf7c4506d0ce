"""A draft as a file to hand over: Word in the layout of GB/T 9704-2012, PDF, Markdown or plain text."""

from drafter.export.docx import write_docx
from drafter.export.markdown import write_markdown
from drafter.export.notes import require_closed
from drafter.export.paper import template_styles
from drafter.export.pdf import find_office, write_pdf
from drafter.export.plain import write_plain

__all__ = [
    "find_office",
    "require_closed",
    "template_styles",
    "write_docx",
    "write_markdown",
    "write_pdf",
    "write_plain",
]
