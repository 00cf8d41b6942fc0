"""Patterns that take linear time: RE2, so that no text, however hostile, can keep a guard busy.

RE2 (Cox, "Regular Expression Matching in the Wild", 2010) has no look-around and no back-references;
its ``\\b``, ``\\w`` and ``\\d`` know ASCII only, which is why rules match folded text.
"""

import re2

from guardrails.errors import PackError

Pattern = re2._Regexp  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]  # re2 has no public name for it


def compile_pattern(pattern: str, *, ignore_case: bool = False) -> "re2._Regexp":  # pyright: ignore
    """Compile a pattern that is guaranteed to run in linear time.

    Raises:
        PackError: RE2 refuses the pattern; the message quotes it and RE2's reason.
    """
    options = re2.Options()
    options.case_sensitive = not ignore_case
    options.log_errors = False
    options.max_mem = 64 << 20
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
        raise PackError(f"the pattern {pattern!r} is not accepted by RE2: {reason}") from error


def any_of(patterns: "tuple[str, ...] | list[str]") -> str:
    """One pattern that matches where any of several does."""
    return "|".join(f"(?:{pattern})" for pattern in patterns)
