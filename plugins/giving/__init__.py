"""Giving: payment addresses that cannot be swapped unnoticed. Pure but for the signing command, `python -m plugins.giving`."""
