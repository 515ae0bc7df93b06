"""Why a line reads as it does, as values: reasons, grounds, and the words for them."""
