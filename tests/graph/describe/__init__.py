"""Descriptions and the shapes that they must satisfy."""
