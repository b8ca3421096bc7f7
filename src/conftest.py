"""What pytest is not to look into here: examples that need a built workspace beside them, which tests/queries/test_knowledge.py runs."""

collect_ignore = ["remissgraf/queries/knowledge.py"]
