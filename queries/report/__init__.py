"""The consultation report: gathered by library queries (`gather`), told in words (`telling`), composed into blocks (`compose`) and written.

Each step knows only the one before it: values know no words, blocks know no format.
"""
