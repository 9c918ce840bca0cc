"""Sanitizes HTML: the allow-list that all markup passes last.

This list is the defence; earlier steps only decide how a text looks. A URL must pass two checks:
that of nh3, which parses as browsers do, and the simple one here, which looks at the scheme and
refuses control characters that could hide it.

An author's own HTML may also have styles, SVG drawings and data attributes. The content security
policy forbids style attributes, so they are renamed, and the client applies them through the DOM.
"""

from __future__ import annotations

import re

import nh3

from anew.elements.markup.sheets import TAG as CARRIER
from anew.elements.markup.sheets import classes_apart

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
IMAGE_SCHEMES = frozenset({"", "http", "https"})

MAX_TAGS = 10_000
MAX_REPEATED = 500_000

_REPEATED = re.compile(r"<(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)[\s/]", re.IGNORECASE)
_PATH = re.compile(r"[/?#]")
_RASTER = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

_TAGS = """
    a abbr address article aside b bdi bdo big blockquote br caption center cite code col
    colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6
    header hgroup hr i img input ins kbd li main mark nav ol p pre q rp rt ruby s samp
    section small span strike strong sub summary sup table tbody td tfoot th thead time tr
    tt u ul var wbr
"""

# Removed with their content: code, and elements that browsers parse by special rules.
_DROPPED = """
    iframe math noembed noframes noscript object plaintext script select style svg template
    textarea title xmp
"""

# The elements of SVG that only draw: none that animates, loads anything or contains HTML.
_SVG_TAGS = """
    circle clipPath defs ellipse feBlend feColorMatrix feComponentTransfer feComposite
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
    feMorphology feOffset feTurbulence filter g line linearGradient marker mask path pattern
    polygon polyline radialGradient rect stop svg symbol text textPath tspan use
"""
_SVG_DROPPED = """
    animate animateMotion animateTransform desc discard feImage foreignObject handler image
    listener mpath set
"""
_SVG_ATTRIBUTES = """
    baseFrequency clip-path clip-rule clipPathUnits color color-interpolation-filters cx cy d
    direction display dominant-baseline dx dy fill fill-opacity fill-rule filter filterUnits
    flood-color flood-opacity font-family font-size font-style font-weight fr fx fy
    gradientTransform gradientUnits height href in in2 k1 k2 k3 k4 letter-spacing lengthAdjust
    marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask
    maskContentUnits maskUnits mode numOctaves offset opacity operator order orient overflow
    paint-order pathLength patternContentUnits patternTransform patternUnits points
    preserveAspectRatio primitiveUnits r radius refX refY result rotate rx ry scale seed
    shape-rendering slope spreadMethod startOffset stdDeviation stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width tableValues text-anchor text-decoration textLength transform
    transform-origin type values vector-effect version viewBox visibility width word-spacing
    writing-mode x x1 x2 y y1 y2
"""

_ATTRIBUTES = {
    "*": {
        "align",
        "aria-hidden",
        "aria-label",
        "class",
        "data-testid",
        "dir",
        "id",
        "lang",
        "role",
        "title",
        "translate",
    },
    "a": {"href"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "details": {"open"},
    "font": {"color", "face", "size"},
    "img": {"alt", "height", "src", "width"},
    "input": {"checked"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    # Not "border", which the HTML of pandas has: it would draw a second border.
    "table": {"cellpadding", "cellspacing", "width"},
    "td": {"colspan", "height", "rowspan", "valign", "width"},
    "th": {"colspan", "height", "rowspan", "scope", "valign", "width"},
    "time": {"datetime"},
}


def clean(html: str) -> str:
    """Reduce HTML to what the list allows. Links to other sites open in a new tab."""
    return _cleaned(_cleaner, html)


def clean_styled(html: str) -> str:
    """Sanitize an author's own HTML, which may also have styles and SVG."""
    cleaned = _cleaned(_styled_cleaner, html)
    if ' style="' in cleaned:
        cleaned = _STYLE.sub(r'\1 data-anew-style="', cleaned)
    return cleaned


def clean_code(html: str) -> str:
    """Sanitize highlighted code, which may only have spans."""
    return _code_cleaner.clean(html)


def is_link(address: str) -> bool:
    """Whether a link may have this URL: a relative one, or one with an allowed scheme."""
    scheme = _scheme(address)
    return scheme is not None and (scheme == "" or scheme in LINK_SCHEMES)


def is_image(address: str) -> bool:
    """Whether an image may have this URL: a relative one, http(s), or raster data."""
    return _scheme(address) in IMAGE_SCHEMES or _RASTER.match(address) is not None


def is_costly(source: str, html: str) -> bool:
    """Whether an author's HTML would take long to sanitize.

    The time for nested elements grows with the square of their number. Formatting tags such as
    `<b class=x>` that are not closed are, by the rules of HTML, repeated in each paragraph after.
    """
    repeated = len(_REPEATED.findall(source))
    return source.count("<") > MAX_TAGS or repeated * html.count("<") > MAX_REPEATED


def _cleaned(cleaner: nh3.Cleaner, html: str) -> str:
    cleaned = cleaner.clean(html)
    marked = _ELSEWHERE.sub(r'<a target="_blank" ', cleaned)
    return cleaned if marked == cleaned else cleaner.clean(marked)


def _scheme(address: str) -> str | None:
    """The scheme of a URL in lower case; "" for none, None if browsers might read it differently.

    Everything before the first colon counts as the scheme, unless a path, query or fragment has
    begun. So characters that a scheme cannot have, or that are invisible, do not make one harmless.
    """
    if _CONTROL.search(address):
        return None
    start, colon, _ = address.strip().partition(":")
    return start.lower() if colon and not _PATH.search(start) else ""


def _checked(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if is_link(value) else None
    if attribute == "src":
        return value if is_image(value) else None
    return value


def _checked_styled(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href" and tag != "a":
        return value if value.startswith("#") else None
    if attribute.startswith("data-anew-"):
        return None  # Reserved: style attributes are renamed to one of these.
    if attribute == "class":
        return classes_apart(value)
    if tag in _DRAWN and attribute != "style" and _ELSEWHERE_DRAWN.search(value):
        return None
    return _checked(tag, attribute, value)


# A link to another site, as nh3 writes it: attributes are quoted, and quotes in them escaped.
_ELSEWHERE = re.compile(r'<a (?=(?:[a-z-]+="[^"]*" )*href="(?:https?:|[/\\]{2}))', re.IGNORECASE)

# A style attribute, as nh3 writes it: no other attribute's value has a raw quote, `<` or `>`.
_STYLE = re.compile(r'(<[^<>]*) style="')

# In SVG, a reference to something outside of the page.
_ELSEWHERE_DRAWN = re.compile(r"url\(\s*[\"']?\s*(?!#)", re.IGNORECASE)
_DRAWN = frozenset(_SVG_TAGS.split())

# So that other servers do not learn which app shows their image, nor that it does until it is seen.
_OF_PICTURES = {"loading": "lazy", "referrerpolicy": "no-referrer"}

_cleaner = nh3.Cleaner(
    tags=set(_TAGS.split()),
    clean_content_tags=set(_DROPPED.split()),
    attributes=_ATTRIBUTES,
    attribute_filter=_checked,
    set_tag_attribute_values={
        "img": _OF_PICTURES,
        "input": {"type": "checkbox", "disabled": ""},  # As in task lists; no other inputs.
    },
    tag_attribute_values={"a": {"target": {"_blank"}}},
    url_schemes={*LINK_SCHEMES, "data"},
    link_rel="noopener noreferrer nofollow",
)

_styled_cleaner = nh3.Cleaner(
    tags={*_TAGS.split(), *_DRAWN, "button", "label", CARRIER},
    clean_content_tags={*_DROPPED.split(), *_SVG_DROPPED.split()} - {"svg"},
    attributes={
        **_ATTRIBUTES,
        **{tag: set(_SVG_ATTRIBUTES.split()) for tag in _DRAWN},
        "*": _ATTRIBUTES["*"] | {"style", "tabindex"},
        CARRIER: {"data-css"},
    },
    generic_attribute_prefixes={"data-", "aria-"},
    attribute_filter=_checked_styled,
    set_tag_attribute_values={
        "img": _OF_PICTURES,
        "input": {"type": "checkbox", "disabled": ""},
        "button": {"type": "button"},
    },
    tag_attribute_values={"a": {"target": {"_blank"}}},
    url_schemes={*LINK_SCHEMES, "data"},
    link_rel="noopener noreferrer nofollow",
)

_code_cleaner = nh3.Cleaner(
    tags={"span"},
    clean_content_tags=set(),
    attributes={"span": {"class"}},
    url_schemes=set(),
    link_rel=None,
)
