"""What is said of an error that a person can put right: one sentence that names the file, setting or value."""

import re
from typing import Final

from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsError

from assistant.settings import Settings

_SETTING_NAMED = re.compile(r'field "([a-z_]+)"')
_PREFIX: Final = "SCRUPULE_"
_ADVICE: Final = {
    FileNotFoundError: "there is no such file or folder; check the path",
    FileExistsError: "something of that name exists already; choose another name",
    IsADirectoryError: "this is a folder; name a file",
    NotADirectoryError: "a part of the path is not a folder; check the path",
    PermissionError: "this may not be read or written; check who owns it",
}


def sentence_for(error: OSError | ValueError) -> str:
    """The sentence that a person reads in place of a traceback; values of settings are never quoted."""
    match error:
        case OSError():
            return _of_file(error)
        case SettingsError():
            return _of_unreadable_setting(error)
        case ValidationError():
            return "; ".join(_of_field(error, one["loc"], one["msg"]) for one in error.errors())
        case UnicodeDecodeError():
            return f"the text is not UTF-8 (byte {error.start}); save it as UTF-8"
        case _:
            return str(error)


def _of_file(error: OSError) -> str:
    if error.filename is None:
        return error.strerror or str(error)
    said = next((text for kind, text in _ADVICE.items() if isinstance(error, kind)), None)
    return f"{error.filename}: {said or f'{error.strerror}; check the path and the disk'}"


def _of_unreadable_setting(error: SettingsError) -> str:
    named = _SETTING_NAMED.search(str(error))
    if named is None:
        return f"the settings cannot be read ({error}); `scrupule settings` lists them"
    path = (named.group(1),)
    meant = _meaning(path)
    if meant is None:
        group = _variable(path)
        return f"{group} is a group of settings; set its parts, such as {group}__…: `scrupule settings` lists them"
    example = '["acme.yaml"]'
    return f"{_variable(path)} is not valid JSON; it means: {meant}, such as {example}"


def _of_field(error: ValidationError, path: tuple[str | int, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    if error.title != Settings.__name__:
        where = ".".join(map(str, path))
        return f"{where}: {message}" if where else message
    meant = _meaning(path)
    what = message[:1].lower() + message[1:]
    return f"{_variable(path)}: {what}" + (f"; it means: {meant}" if meant else "")


def _variable(path: tuple[str | int, ...]) -> str:
    # A position in a list is no variable of its own.
    return _PREFIX + "__".join(str(part).upper() for part in path if isinstance(part, str))


def _meaning(path: tuple[str | int, ...]) -> str | None:
    """What a setting is described as; None for a group of settings."""
    model: type[BaseModel] = Settings
    for part in path:
        field = model.model_fields.get(str(part))
        if field is None:
            return None
        if not isinstance(field.default, BaseModel):
            return field.description
        model = type(field.default)
    return None
