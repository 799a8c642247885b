"""Web addresses: one spelling for one page, and only http and https."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from ingest.addresses import literal_ip
from ingest.errors import BadAddress

LONGEST = 2048

_PORTS = {"http": 80, "https": 443}

_TRACKING_NAMES = (
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh mc_cid mc_eid "
    "_hsenc _hsmi mkt_tok oly_anon_id oly_enc_id vero_id wickedid s_cid cmpid icid ncid ref_src ref_url "
    "rb_clickid _openstat at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 guccounter "
    "guce_referrer guce_referrer_sig xtor ftag smid __twitter_impression hsCtaTracking _ga _gl spm srsltid "
)
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "piwik_", "hsa_", "itm_")

_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]")
_DOTS = re.compile("[\u3002\uff0e\uff61]")


def web_address(text: str, *, base: str | None = None) -> str:
    """`text` as an absolute http or https address with no fragment, ready to be fetched.

    A relative one is resolved against `base`. Raises BadAddress for anything else.
    """
    stripped = text.strip().strip("\ufeff\u200b")
    shown = stripped[:100]
    if not stripped or len(stripped) > LONGEST:
        raise BadAddress(f"address: {shown!r}: empty or longer than {LONGEST} characters; give a web address")
    try:
        parts = urlsplit(urljoin(base, stripped) if base else stripped)
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError as error:
        raise BadAddress(f"address: {shown!r}: it can't be read ({error}); check its spelling") from None
    if parts.scheme not in _PORTS:
        raise BadAddress(f"address: {shown!r}: only http:// and https:// addresses can be fetched")
    if not host:
        raise BadAddress(f"address: {shown!r}: it names no site")
    netloc = host if port is None or port == _PORTS[parts.scheme] else f"{host}:{port}"
    userinfo, at, _ = parts.netloc.rpartition("@")
    clean = SplitResult(parts.scheme, quote_rest(userinfo) + at + netloc, parts.path or "/", parts.query, "")
    return _UNSAFE.sub(lambda found: quote(found.group()), urlunsplit(clean))


def quote_rest(text: str) -> str:
    """`text` with what may not stand in an address percent-encoded; what is encoded already stays."""
    return quote(text, safe="%:!$&'()*+,;=-._~")


def _host(host: str) -> str:
    """`host` in lower case and ASCII, without a trailing dot; an IP address in its usual spelling.

    ValueError if bad.
    """
    host = _DOTS.sub(".", unicodedata.normalize("NFKC", host)).rstrip(".").lower()
    ip = literal_ip(host) if host else None
    if ip is not None:
        return f"[{ip}]" if ":" in ip else ip
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if host and not re.fullmatch(r"[a-z0-9._-]{1,253}", host):
        raise ValueError("its host name holds characters that no host name may")
    return host


def canonical(url: str, *, base: str | None = None) -> str:
    """One spelling for the page at `url`: as `web_address`, without tracking parameters and without credentials.

    Raises BadAddress.
    """
    parts = urlsplit(web_address(url, base=base))
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def canonical_or_none(url: str | None, *, base: str | None = None) -> str | None:
    """As `canonical`; None where there is no usable address."""
    try:
        return canonical(url, base=base) if url else None
    except BadAddress:
        return None


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0]
    return name in _TRACKING or name.lower().startswith(_TRACKING_PREFIXES)


def site_of(url: str) -> str:
    """The site's name for people: the host without 'www.', in letters if it is an IDN name; '' if there is none."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except (ValueError, UnicodeError):
        return ""


def origin_of(url: str) -> tuple[str, str]:
    """Scheme and host with port, without credentials: what must be equal for credentials to be sent again."""
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.rpartition("@")[2]


def without_credentials(url: str) -> str:
    """`url` as it may be shown and sent on."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def host_of(url: str) -> str:
    """The host of a `web_address`, with its port where that isn't the usual one: who is to be asked."""
    return urlsplit(url).netloc.rpartition("@")[2]


_BARE = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}(?::\d{1,5})?(?:[/?#]\S*)?")


def typed(text: str) -> str:
    """What a person typed as an address: 'example.org/news' means https. Anything else is left as it is."""
    stripped = text.strip()
    return f"https://{stripped}" if _BARE.fullmatch(stripped) else stripped
