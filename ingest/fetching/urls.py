"""Web addresses: one spelling for one page, and only http and https."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from ingest.errors import BadAddress
from ingest.fetching.addresses import literal_ip

LONGEST = 2048

_PORTS = {"http": 80, "https": 443}

_TRACKING_NAMES = (
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh mc_cid mc_eid "
    "_hsenc _hsmi mkt_tok oly_anon_id oly_enc_id vero_id wickedid s_cid cmpid icid ncid ref_src ref_url "
    "rb_clickid _openstat at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 guccounter "
    "guce_referrer guce_referrer_sig xtor ftag smid __twitter_impression hsctatracking _ga _gl spm srsltid "
    "gad_source gad_campaignid mibextid _branch_match_id mc_tc ml_subscriber ml_subscriber_hash _kx irclickid irgwc "
    "epik fb_action_ids fb_action_types fb_source fb_ref ns_mchannel ns_campaign ns_source ns_linkname ns_fee wt_mc "
    "wt_zmc wt.mc_id soc_src soc_trk sr_share ymclid cmp "
)
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "piwik_", "hsa_", "itm_", "at_")
_ORIGINS = frozenset(["ref", "source", "src", "from", "via", "partner"])
_FEEDS = frozenset(["rss", "feed", "atom", "rssfeed", "rss-feed", "rss_feed"])

# Copies of a page for telephones. Google's caches name the page itself after '/s/' (https) or '/c/', '/v/', '/amp/'.
_AMP_CACHE = re.compile(
    r"https?://(?:[a-z0-9-]{1,63}\.cdn\.ampproject\.org/(?:[civr]/)?|(?:www\.)?google\.[a-z.]{2,6}/amp/)(s/)?"
    r"([^/?#]{1,253}\.[^/?#]{2,63}/.*)",
    re.DOTALL,
)
_AMP_PAIRS = frozenset(("amp", "amp=", "amp=1", "amp=true", "outputtype=amp", "output=amp", "view=amp"))
# Only behind what looks like an article's name: '/wiki/amp' may be a page about amps.
_AMP_PATH = re.compile(r"(.*/(?=[^/]*[0-9-])[^/]{4,})(?:/amp/?|\.amp(\.html?)?)", re.DOTALL)

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
    """One spelling for the page at `url`: as `web_address`, without credentials, tracking parameters and '..', letters
    beyond ASCII as such; of a copy for telephones (AMP), the address of the page itself.

    Raises BadAddress.
    """
    address = web_address(url, base=base)
    while cached := _AMP_CACHE.fullmatch(address):
        address = web_address(f"http{'s' if cached.group(1) else ''}://{cached.group(2)}")
    parts = urlsplit(address)
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_ballast(pair))
    path = _readable(_without_dots(parts.path))
    while amp := _AMP_PATH.fullmatch(path):
        path = amp.group(1) + (amp.group(2) or "")
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, _readable(query), ""))


def twin(url: str) -> str:
    """The same address with https instead of http, or the reverse: a site that changes over means the same pages."""
    scheme, colon, rest = url.partition(":")
    return ("http" if scheme == "https" else "https") + colon + rest


def downgrades(url: str, target: str) -> bool:
    """Whether the way from `url` to `target` gives up encryption."""
    return url.startswith("https:") and not target.startswith("https:")


def as_sent(url: str) -> str:
    """A `web_address` as it goes over the wire: what is no ASCII percent-encoded as UTF-8."""
    return url if url.isascii() else _BEYOND_ASCII.sub(lambda found: quote(found.group()), url)


_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_ENCODED = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


def _readable(text: str) -> str:
    """`text` with letters beyond ASCII that were percent-encoded as UTF-8 as themselves; the rest as it is."""
    return _ENCODED.sub(_letters, text)


def _letters(found: re.Match[str]) -> str:
    try:
        letters = unquote(found.group(), errors="strict")
    except UnicodeDecodeError:
        return found.group().upper()
    return letters if letters.isprintable() else found.group().upper()


def _without_dots(path: str) -> str:
    """`path` with '.' and '..' followed (https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def canonical_or_none(url: str | None, *, base: str | None = None) -> str | None:
    """As `canonical`; None where there is no usable address."""
    try:
        return canonical(url, base=base) if url else None
    except BadAddress:
        return None


def _is_ballast(pair: str) -> bool:
    """Whether a query's part says only where the reader comes from or on what they read."""
    name, _, value = pair.lower().partition("=")
    return (
        name in _TRACKING
        or name.startswith(_TRACKING_PREFIXES)
        or (name in _ORIGINS and value in _FEEDS)
        or pair.lower() in _AMP_PAIRS
    )


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
