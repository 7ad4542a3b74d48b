"""Turns service specs into PostgreSQL migrations, protos, Python repositories, gRPC servicers and tests."""

__version__ = "0.1.0"
