"""A written name becomes the regions it may mean, each with a confidence and the reason."""
