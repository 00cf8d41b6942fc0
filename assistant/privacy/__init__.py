"""The rights of the people whom the records are about: erasing them, also from backups that are restored later."""
