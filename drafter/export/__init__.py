"""A draft as a file to hand over: Word in the layout of GB/T 9704-2012, or Markdown."""

from drafter.export.docx import write_docx
from drafter.export.markdown import write_markdown

__all__ = ["write_docx", "write_markdown"]
