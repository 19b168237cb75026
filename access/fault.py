"""办不成的事，用一句中文说清楚。"""


class AccessError(Exception):
    """What was refused and what to do, in Chinese; shown to whoever asked."""
