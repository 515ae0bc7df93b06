"""What changed between two views of a log: compared, told, and put to a corrections notice."""
