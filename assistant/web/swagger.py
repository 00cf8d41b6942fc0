"""The API's description for people: Swagger UI, served from here. Nothing comes from another site.

The assets are those of the package fastapi-offline. Its own application factory is not used: it also serves an OAuth
page and Redoc, and its page needs a policy that allows every inline script. Here the one inline script is allowed by
its digest.
"""

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse

PAGE: Final = "/docs"
ASSETS: Final = {
    "/docs/swagger-ui-bundle.js": "text/javascript",
    "/docs/swagger-ui.css": "text/css",
    "/docs/favicon.png": "image/png",
}
OPENAPI: Final = "/openapi.json"

_NOTHING: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def install(app: FastAPI) -> None:
    """Serve the page and its assets."""

    @app.get(PAGE, include_in_schema=False)
    async def _docs() -> HTMLResponse:  # pyright: ignore[reportUnusedFunction]
        return HTMLResponse(_page())

    for path, media_type in ASSETS.items():
        app.add_api_route(path, _asset(path, media_type), include_in_schema=False)


def policy_for(path: str) -> str:
    """The Content-Security-Policy of an answer: nothing may load, but for the page of the description."""
    return _page_policy() if path == PAGE else _NOTHING


@cache
def _page() -> str:
    page = get_swagger_ui_html(
        openapi_url=OPENAPI,
        title="Scrupule",
        swagger_js_url="/docs/swagger-ui-bundle.js",
        swagger_css_url="/docs/swagger-ui.css",
        swagger_favicon_url="/docs/favicon.png",
    )
    return bytes(page.body).decode()


@cache
def _page_policy() -> str:
    digests = [b64encode(sha256(script.encode()).digest()).decode() for script in _INLINE.findall(_page())]
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"{_NOTHING}; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        " font-src 'self' data:; connect-src 'self'"
    )


def _asset(path: str, media_type: str) -> Callable[[], Awaitable[FileResponse]]:
    file = files("fastapi_offline") / "static" / path.rpartition("/")[2]

    async def asset() -> FileResponse:
        return FileResponse(str(file), media_type=media_type)

    return asset
