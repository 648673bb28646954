"""The outlines of provinces and neighbours, and the script that makes them (see README.md beside it)."""
