"""What the README's figures come from: speed and quality, measured on sets of our own beside stock Presidio."""
