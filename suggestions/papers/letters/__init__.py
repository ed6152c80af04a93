"""Letters: the same words as a Word file and as a PDF, both laid out by GB/T 9704—2012."""
