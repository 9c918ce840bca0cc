"""Markdown, labels and code as the HTML that a tab gets, and how tests read it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from anew.elements.markup import Code, Inline, Markdown


def blocks(source, *, allow_html=False):
    return Markdown(source, allow_html=allow_html).to_wire()


def inline(source):
    return Inline(source).to_wire()


def code(source, language="python"):
    return Code(source, language).to_wire()


# What HTML may hold ---------------------------------------------------------------------------

VOID = {"br", "col", "hr", "img", "input", "wbr"}
INLINE_TAGS = {"a", "br", "code", "del", "em", "img", "span", "strong"}
OTHER_TAGS = """
    abbr address article aside b bdi bdo big blockquote caption center cite col colgroup dd
    details dfn div dl dt figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i
    input ins kbd li main mark nav ol p pre q rp rt ruby s samp section small strike sub summary
    sup table tbody td tfoot th thead time tr tt u ul var wbr
"""
ALL_ATTRIBUTES = """
    align alt aria-hidden aria-label border cellpadding cellspacing checked class color colspan
    data-testid datetime dir disabled face height href id lang loading open referrerpolicy rel
    reversed role rowspan scope size span src start target title translate type valign value width
"""
TAGS = INLINE_TAGS | set(OTHER_TAGS.split())
ATTRIBUTES = set(ALL_ATTRIBUTES.split())

# What an author's own HTML may hold beside: names in lower case, as the reader has them.
SVG_TAGS = {
    "circle",
    "clippath",
    "defs",
    "ellipse",
    "feblend",
    "fecolormatrix",
    "fecomponenttransfer",
    "fecomposite",
    "fedropshadow",
    "feflood",
    "fefunca",
    "fefuncb",
    "fefuncg",
    "fefuncr",
    "fegaussianblur",
    "femerge",
    "femergenode",
    "femorphology",
    "feoffset",
    "feturbulence",
    "filter",
    "g",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "textpath",
    "tspan",
    "use",
}
STYLED_TAGS = TAGS | SVG_TAGS | {"anew-style", "button", "label"}


class Any:
    """Of SVG there are many attributes: the reader names those that are none of them."""

    def __contains__(self, name):
        return name != "style" and not name.startswith("on") and name not in LOADING


LOADING = {
    "action",
    "attributename",
    "background",
    "begin",
    "by",
    "cite",
    "code",
    "codebase",
    "data",
    "for",
    "form",
    "formaction",
    "from",
    "is",
    "manifest",
    "ping",
    "poster",
    "profile",
    "popovertarget",
    "requiredextensions",
    "srcdoc",
    "srcset",
    "to",
    "xml:base",
    "xmlns",
}
STYLED_ATTRIBUTES = Any()


class Reader(HTMLParser):
    """Reads HTML and notes what an allow-list does not have."""

    def __init__(self, tags, attributes):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes = tags, attributes
        self.text = ""
        self.faults = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.tags:
            self.faults.append(f"<{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name not in self.attributes:
                self.faults.append(f"{name}=")
            if name in {"href", "xlink:href"} and not is_harmless(value):
                self.faults.append(f"{name}={value!r}")
            if name.endswith("href") and tag != "a" and not value.startswith("#"):
                self.faults.append(f"{name}={value!r}")
            if tag in SVG_TAGS and re.search(r"url\((?!#)", value) and name != "data-anew-style":
                self.faults.append(f"{name}={value!r}")
            if name == "src" and not is_shown(value):
                self.faults.append(f"src={value!r}")
            if name == "type" and tag == "input" and value != "checkbox":
                self.faults.append(f"type={value!r}")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.faults.append(f"<!--{data}-->")

    def handle_decl(self, decl):
        self.faults.append(f"<!{decl}>")

    def handle_pi(self, data):
        self.faults.append(f"<?{data}>")

    def unknown_decl(self, data):
        self.faults.append(f"<![{data}]>")


def scheme_of(address):
    """As the most lenient browser might read it."""
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\ufeff]", "", address)
    found = re.match(r"([a-z][a-z0-9+.-]*):", bare.lower())
    return found[1] if found else ""


def is_harmless(address):
    has_control = re.search(r"[\x00-\x1f\x7f-\x9f]", address)
    return not has_control and scheme_of(address) in {"", "http", "https", "mailto", "tel"}


def is_shown(address):
    if re.match(r"data:image/(png|jpeg|gif|webp)[;,]", address, re.IGNORECASE):
        return True
    return is_harmless(address) and scheme_of(address) in {"", "http", "https"}


def read(html, tags=TAGS, attributes=ATTRIBUTES):
    reader = Reader(tags, attributes)
    reader.feed(html)
    reader.close()
    return reader


def text_of(html):
    return read(html).text


def faults(html, tags=TAGS, attributes=ATTRIBUTES):
    reader = read(html, tags, attributes)
    return [*reader.faults, *(f"{tag} is open" for tag in reader.open)]
