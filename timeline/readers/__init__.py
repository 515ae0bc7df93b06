"""Files that people and datasets have, read into records with a receipt."""
