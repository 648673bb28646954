"""PSCORE's site: pure modules that read and check, and the small Pelican plugins that publish."""
