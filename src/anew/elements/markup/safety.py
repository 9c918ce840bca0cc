"""What may stand in a page: the allow-list that all markup passes last.

The list is the defence; what comes before it only decides how a text looks. Two parsers
have to agree on each address: nh3's, which follows the browsers' own rules, and the
plain look at its first letters here, after all that could hide a scheme is refused.

What an author's HTML may have beside is styles, pictures drawn with SVG, and data attributes.
The page's security policy lets no style attribute count, so what one says travels under
another name, and the client applies it through the browser's object model.
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

# Left out with all that is in them: code, and what browsers parse by rules of its own.
_DROPPED = """
    iframe math noembed noframes noscript object plaintext script select style svg template
    textarea title xmp
"""

# Of SVG, what is only seen: nothing that moves, loads, or holds HTML again.
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
    # No "border", which tables of pandas bring along: it draws a frame around that of the page.
    "table": {"cellpadding", "cellspacing", "width"},
    "td": {"colspan", "height", "rowspan", "valign", "width"},
    "th": {"colspan", "height", "rowspan", "scope", "valign", "width"},
    "time": {"datetime"},
}


def clean(html: str) -> str:
    """The HTML with nothing but what the list allows; links elsewhere open elsewhere."""
    return _cleaned(_cleaner, html)


def clean_styled(html: str) -> str:
    """The same for HTML that an author wrote, which may be styled and drawn."""
    cleaned = _cleaned(_styled_cleaner, html)
    if ' style="' in cleaned:
        cleaned = _STYLE.sub(r'\1 data-anew-style="', cleaned)
    return cleaned


def clean_code(html: str) -> str:
    """The same for coloured code, which is spans and nothing else."""
    return _code_cleaner.clean(html)


def is_link(address: str) -> bool:
    """Whether a link may lead there: within the page, the site, or by a harmless scheme."""
    scheme = _scheme(address)
    return scheme is not None and (scheme == "" or scheme in LINK_SCHEMES)


def is_image(address: str) -> bool:
    """Whether the page may show it: of this site or another, or a picture of points itself."""
    return _scheme(address) in IMAGE_SCHEMES or _RASTER.match(address) is not None


def is_costly(source: str, html: str) -> bool:
    """Whether an author's HTML would take long to clean.

    Elements in each other cost their number squared; and tags such as `<b class=x>` that
    are not closed are repeated, by the rules of HTML, in every paragraph that follows.
    """
    repeated = len(_REPEATED.findall(source))
    return source.count("<") > MAX_TAGS or repeated * html.count("<") > MAX_REPEATED


def _cleaned(cleaner: nh3.Cleaner, html: str) -> str:
    cleaned = cleaner.clean(html)
    marked = _ELSEWHERE.sub(r'<a target="_blank" ', cleaned)
    return cleaned if marked == cleaned else cleaner.clean(marked)


def _scheme(address: str) -> str | None:
    """In lower case, "" without any; None for what browsers might read otherwise.

    All before a colon is taken as the scheme, unless the path has begun: letters that no
    scheme has, or that nobody sees, do not make one harmless.
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
        return None  # These are what others are renamed to.
    if attribute == "class":
        return classes_apart(value)
    if tag in _DRAWN and attribute != "style" and _ELSEWHERE_DRAWN.search(value):
        return None
    return _checked(tag, attribute, value)


# A link to another site, as nh3 writes it: attributes in quotes, quotes within them escaped.
_ELSEWHERE = re.compile(r'<a (?=(?:[a-z-]+="[^"]*" )*href="(?:https?:|[/\\]{2}))', re.IGNORECASE)

# A style attribute, as nh3 writes it: neither quotes nor tags' ends stand in another's value.
_STYLE = re.compile(r'(<[^<>]*) style="')

# In a picture, what names a place that is not within the page.
_ELSEWHERE_DRAWN = re.compile(r"url\(\s*[\"']?\s*(?!#)", re.IGNORECASE)
_DRAWN = frozenset(_SVG_TAGS.split())

# Other servers learn neither which app shows their picture nor, until it is seen, that it does.
_OF_PICTURES = {"loading": "lazy", "referrerpolicy": "no-referrer"}

_cleaner = nh3.Cleaner(
    tags=set(_TAGS.split()),
    clean_content_tags=set(_DROPPED.split()),
    attributes=_ATTRIBUTES,
    attribute_filter=_checked,
    set_tag_attribute_values={
        "img": _OF_PICTURES,
        "input": {"type": "checkbox", "disabled": ""},  # Nobody types into what a text shows.
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
