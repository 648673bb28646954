"""What editors write: Markdown with a few lines of front matter, and the images and PDFs beside it."""
