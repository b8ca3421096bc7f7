"""Tests of the consultation report."""
