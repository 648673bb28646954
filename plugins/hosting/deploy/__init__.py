"""`./inv deploy`: a published tree is brought to a host, so that visitors meet the old site or the new one, and nothing in between."""
