"""Hand-coded texts and what the graph knows of them: back to values, as rows for networks, and a workspace as a coding of its own."""
