"""Compiled stubs: Python modules and their types made from the protos, as build output that is never committed."""
