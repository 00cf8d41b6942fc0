"""Special categories (GDPR art. 9) and criminal matters (art. 10), about somebody."""
