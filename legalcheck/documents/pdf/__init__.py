"""PDFs: the text layer with its places, read in a process of its own, and put back into paragraphs."""
