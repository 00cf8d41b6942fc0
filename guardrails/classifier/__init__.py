"""Small language models that read sentences where they stand, and what they were taught: see `training/`."""
