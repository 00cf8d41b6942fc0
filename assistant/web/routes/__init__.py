"""The routes of the API. Endpoints parse, call and shape; what they do is in the feature's own folder."""

from fastapi import APIRouter

from assistant.web.routes import checks, contacts, decisions, emails, journal, reviews

ROUTERS: tuple[APIRouter, ...] = (
    emails.router,
    checks.router,
    contacts.router,
    reviews.router,
    decisions.router,
    journal.router,
)
