"""Birth dates and number plates."""
