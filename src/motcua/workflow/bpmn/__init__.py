"""Processes as BPMN 2.0 files, out and in; pure."""

from motcua.workflow.bpmn.read import MOST_BYTES, Read, read
from motcua.workflow.bpmn.write import write

__all__ = ["MOST_BYTES", "Read", "read", "write"]
