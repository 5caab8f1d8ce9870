"""The few properties of Word styles that change what is read: alignment, font, hidden, capitals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a run or paragraph; None means that the level below decides."""

    align: str | None = None
    font: str | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    new_page: bool | None = None

    def over(self, below: Look) -> Look:
        """This look, with what it leaves open taken from `below`."""
        return Look(
            self.align or below.align,
            self.font or below.font,
            below.hidden if self.hidden is None else self.hidden,
            below.capitals if self.capitals is None else self.capitals,
            below.new_page if self.new_page is None else self.new_page,
        )


@dataclass(frozen=True, slots=True)
class Styles:
    """Looks by style id, chains resolved; `paragraph` is that of a paragraph that names no style."""

    by_id: Mapping[str, Look]
    paragraph: Look = Look()

    def of(self, style: str | None) -> Look:
        """The look of a paragraph style; the default where the id is absent or unknown."""
        return self.by_id.get(style, self.paragraph) if style else self.paragraph


def local(element: etree._Element) -> str:
    """Tag without namespace (transitional and strict documents differ only there); empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child with that local name, then its child, …; None where one is missing."""
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if local(c) == name), None)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by local name."""
    if element is None:
        return None
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def is_on(element: etree._Element | None) -> bool | None:
    """A Word toggle: absent → None, `<w:x/>` → True, `w:val="0"` → False."""
    if element is None:
        return None
    return (value(element) or "1").casefold() not in ("0", "false", "off", "none")


def run_look(properties: etree._Element | None) -> Look:
    """What a `w:rPr` says."""
    if properties is None:
        return Look()
    fonts = child(properties, "rFonts")
    names = [name for name in (value(fonts, "ascii"), value(fonts, "hAnsi")) if name]
    # Either slot may hold the legacy font: the accented codes count as "hAnsi", the plain letters as "ascii".
    legacy = next((n for n in names if n.casefold().startswith((".vn", "vni-"))), None)
    return Look(
        font=legacy or next(iter(names), None),
        hidden=is_on(child(properties, "vanish")),
        capitals=is_on(child(properties, "caps")),
    )


def paragraph_look(properties: etree._Element | None) -> Look:
    """What a `w:pPr` says about the paragraph itself (not about its mark)."""
    return Look(
        align=value(child(properties, "jc")),
        new_page=is_on(child(properties, "pageBreakBefore")),
    )


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of a `styles.xml`; unknown or circular parents end the chain."""
    if root is None:
        return Styles({})
    base = run_look(child(root, "docDefaults", "rPrDefault", "rPr"))
    own: dict[str, Look] = {}
    parents: dict[str, str | None] = {}
    default = None
    for style in root:
        name = value(style, "styleId")
        if local(style) != "style" or name is None:
            continue
        text = run_look(child(style, "rPr"))
        block = paragraph_look(child(style, "pPr"))
        own[name] = replace(text, align=block.align, new_page=block.new_page)
        parents[name] = value(child(style, "basedOn"))
        if value(style, "type") == "paragraph" and (value(style, "default") or "0") in ("1", "true", "on"):
            default = name
    kinds = {value(s, "styleId"): value(s, "type") for s in root if local(s) == "style"}
    by_id = {}
    for name in own:
        look, parent = own[name], parents[name]
        for _ in range(_CHAIN):
            if parent is None or parent not in own:
                break
            look, parent = look.over(own[parent]), parents[parent]
        # A character style lies over its paragraph's look: it must not carry the defaults along.
        by_id[name] = look if kinds[name] == "character" else look.over(base)
    return Styles(by_id, by_id.get(default, base) if default else base)
