"""Folders of files: reading, naming, writing, and the records that lead back to the source."""
