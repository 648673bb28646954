"""What a browser may load for a page: written into each page, and what the scan of the built site demands of it."""

# 'self' is the site's own host (or folder); the page must work, and leak nothing, whatever a host's headers say.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
