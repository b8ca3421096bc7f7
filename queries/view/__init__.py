"""Pages that a person opens: self-contained HTML made from an incidence. It knows no SPARQL and no store."""
