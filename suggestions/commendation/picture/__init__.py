"""Drawing the certificate: fonts, lines of text, and the sheet."""
