"""Back to source files: our own open data, and spreadsheets of follow-up. Texts in, texts out; nothing is written."""
