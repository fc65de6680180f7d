"""The one room that knows all others and joins them: `headless` for commands, `window` for the application.

It must not hold a rule of its own, and only `window` imports the ui, inside its function.
"""
