"""What a report leaves open: statements that clash, what is still to come, and the seats that parties hold.

Works on events, attributions and times found before. Left out: closing what lay ahead by later reports, which takes many readings.
"""

from .ahead import find_ahead
from .disputes import find_disputes
from .seats import find_seats

__all__ = ["find_ahead", "find_disputes", "find_seats"]
