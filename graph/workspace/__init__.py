"""A folder of files as a workspace: its configuration, its own words, its state, and the build that keeps its graph up to date."""
