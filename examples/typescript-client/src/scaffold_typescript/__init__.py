"""A target for service-scaffold: a TypeScript client for each service of a platform."""

from scaffold_typescript.target import TypeScriptTarget

__all__ = ["TypeScriptTarget"]
