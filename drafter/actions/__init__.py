"""What each button of the page does: plain data in, plain data out, no Gradio."""

from drafter.actions.desk import Work
from drafter.actions.mending import Mending, ReadView
from drafter.actions.models import Models, open_models
from drafter.actions.office import Office
from drafter.actions.section_desk import Generated
from drafter.actions.table_desk import Typed

__all__ = ["Generated", "Mending", "Models", "Office", "ReadView", "Typed", "Work", "open_models"]
