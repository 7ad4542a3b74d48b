"""The tests of the generated code."""
