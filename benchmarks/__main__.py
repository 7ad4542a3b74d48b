"""`python -m benchmarks`: all tables, in Markdown."""

from benchmarks import commands, repositories, statements

commands.main()
repositories.main()
statements.main()
