"""From artifacts to files: compared, journalled, written atomically."""
