"""The drafts of an office and all their revisions."""

from drafter.workspace.drafts import Workspace
from drafter.workspace.kept import BriefRevision, Project, Revision, SaveConflict

__all__ = ["BriefRevision", "Project", "Revision", "SaveConflict", "Workspace"]
