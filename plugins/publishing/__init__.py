"""The plugins that Pelican loads. Each has a `register()`; none imports another one.

They meet in the settings: `CHECKED` is the site as read and checked (`plugins.checks.Checked`), `CATALOGUES` the folder of
compiled translations. `plugins/build.py` puts both there, so a bare `pelican` without the checks cannot publish.
"""
