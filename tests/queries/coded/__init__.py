"""Hand-coded texts in the graph, and back."""
