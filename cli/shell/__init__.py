"""The interactive shell, in parts: what an input means (`session`), what could follow it (`words`), what was typed before (`history`), and
the terminal that joins them (`terminal`). Only the last knows prompt_toolkit."""
