"""The file format of hand-coded texts."""
