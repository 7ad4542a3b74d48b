"""The git target: what git is told about generated files."""
