"""Personal data: finding it, deciding whose may stay, redacting it, and hiding it from models."""
