"""What ``scripts/generate.py`` writes: schemas, data reference, commands, map of the code."""
