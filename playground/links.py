"""Which addresses Telegram accepts in a link, and how it writes them."""

from __future__ import annotations

import ipaddress
import string

_SCHEMES = ("tg", "ton", "tonsite")
_ALNUM = frozenset(string.ascii_letters + string.digits)
_HOST_SIGNS = _ALNUM | frozenset(".-_!$,~*'();&+=")
_HEX = frozenset(string.hexdigits)


def mentioned_user(url: str) -> int:
    """The user id in ``tg://user?id=…``; 0 where the link is another."""
    rest = url.lower()
    if not rest.startswith("tg:"):
        return 0
    rest = rest[3:].removeprefix("//")
    if not rest.startswith("user"):
        return 0
    rest = rest[4:].removeprefix("/")
    if not rest.startswith("?"):
        return 0
    for pair in rest[1:].split("#", 1)[0].split("&"):
        key, _, value = pair.partition("=")
        if key == "id":
            plain = value.isascii() and value.isdigit() and str(int(value)) == value
            return int(value) if plain and 0 < int(value) < 2**40 else 0
    return 0


def checked_link(link: str) -> str:
    """The link as Telegram would write it, or an empty string where it would silently drop it (``javascript:``)."""
    scheme = next((name for name in _SCHEMES if link.lower().startswith(name + ":")), "")
    address = link[len(scheme) + 1 :].removeprefix("//") if scheme else link
    parsed = _parsed(address)
    if parsed is None:
        return ""
    protocol, user, host, port, path = parsed
    if scheme:
        if address.lower().startswith("http://") or protocol == "https" or user or port or host.startswith("["):
            return ""
        allowed = _ALNUM | set("-_") | (set(".") if scheme == "tonsite" else set())
        if not set(host) <= allowed:
            return ""
        return f"{scheme}://{host}{path[1:] if path.startswith('/?') else path}"
    if "." not in host and not host.startswith("["):
        return ""
    return f"{protocol}://{user + '@' if user else ''}{host}{f':{port}' if port else ''}{path}"


def _parsed(url: str) -> tuple[str, str, str, int, str] | None:
    protocol, rest = "http", url
    head = _until(url, ":/?#@[]")
    if url[len(head) :].startswith("://"):
        protocol, rest = head.lower(), url[len(head) + 3 :]
        if protocol not in {"http", "https"}:
            return None
    authority = _until(rest, "/?#")
    path = rest[len(authority) :]
    split = max(authority.rfind(sign) for sign in ":]@")
    port = 0
    if split > 0 and authority[split] == ":":
        digits = authority[split + 1 :].lstrip("0") if len(authority) > split + 2 else authority[split + 1 :]
        if not (digits.isascii() and digits.isdigit() and 0 < int(digits[:6]) <= 65535 and len(digits) < 6):
            return None
        port, authority = int(digits), authority[:split]
    user, _, host = authority.rpartition("@")
    host = _ascii_lower(host)
    if host.startswith("[") and host.endswith("]"):
        if not _is_ipv6(host[1:-1]):
            return None
    elif host in {"", "."} or not _allowed(host, "") or not _allowed(user, ":"):
        return None
    return protocol, user, host, port, _path(path)


def _until(text: str, stops: str) -> str:
    return text[: next((at for at, char in enumerate(text) if char in stops), len(text))]


def _ascii_lower(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)


def _is_ipv6(host: str) -> bool:
    try:
        return bool(ipaddress.IPv6Address(host)) and "%" not in host
    except ValueError:
        return False


def _allowed(part: str, extra: str) -> bool:
    at = 0
    while at < len(part):
        char = part[at]
        if char == "%":
            if not (len(part) > at + 2 and part[at + 1] in _HEX and part[at + 2] in _HEX):
                return False
            at += 3
            continue
        if char.isascii() and char not in _HOST_SIGNS and char not in extra:
            return False
        at += 1
    return True


def _path(path: str) -> str:
    path = path.rstrip(" \t\r\n\0\v") or "/"
    if not path.startswith("/"):
        path = "/" + path
    return "".join(f"%{ord(char):02X}" if char <= " " else char for char in path)
