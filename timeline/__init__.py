"""What happened, who says so, and what was known when."""

__version__ = "0.1.0.dev0"
