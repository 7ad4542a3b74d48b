"""From YAML text to the intermediate representation, with a span for every finding."""
