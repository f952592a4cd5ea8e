"""Logs of the owner's own servers, read line by line: proxy, web gateway, web server, DNS resolver.

Why it matters: they alone know who followed a link. They are large, so nothing is kept but the lines that are wanted, and every line is
looked at once: those in which no wanted host stands are only checked for their shape. A line of another shape is counted and the first
ones are shown; no line is passed over in silence. Strangers choose what stands in a request, so nothing in a log is believed to be
well-formed.
"""

from forensics.parse.logs.clock import Clock, clock
from forensics.parse.logs.forms import FORMS, request
from forensics.parse.logs.reading import Reading, reading

__all__ = ["FORMS", "Clock", "Reading", "clock", "reading", "request"]
