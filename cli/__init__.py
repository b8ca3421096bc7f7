"""The command line: parse arguments, print, set the exit status. Nothing imports this room."""
