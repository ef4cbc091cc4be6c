"""Guatu 挂图: the software on which a city runs its action plan."""

__version__ = "0.1.0"
