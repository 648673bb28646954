"""`./inv serve`: the site as it will be, drafts included, following every saved file."""
