"""The pages of the window, each owning itself; the router decides which one is shown."""
