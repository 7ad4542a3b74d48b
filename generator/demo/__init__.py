"""The demo: the main job from a spec to a running service and on to its first edit, told on the screen."""
