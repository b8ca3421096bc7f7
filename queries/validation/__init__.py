"""How far the figures of networks can be trusted: a random sample for a person to code, and intervals from what was coded."""
