"""The data files as typed records: pure Python that reads, checks and derives, and knows nothing of pages."""
