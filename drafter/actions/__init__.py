"""What each button of the page does: plain data in, plain data out, no Gradio."""

from drafter.actions.office import Generated, Office, Typed, Work

__all__ = ["Generated", "Office", "Typed", "Work"]
