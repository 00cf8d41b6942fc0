"""What any text says, a draft's or a fact's: numbers, dates, sums, names, and when two values say the same."""
