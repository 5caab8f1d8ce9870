"""A reviewed set laid over a new import: what people wrote stays, what the paper prints is taken anew."""

from __future__ import annotations

from dataclasses import replace

from criteria.model import CriteriaSet, Criterion


def lay_over(made: CriteriaSet, reviewed: CriteriaSet) -> CriteriaSet:
    """The new set with evidence lines, method, departments and notes of the reviewed one, by code.

    Codes, names, points and printed texts are the new paper's.  A criterion that the reviewed set has no cleared line
    for keeps its draft; a criterion that the new paper no longer has is gone.
    """
    known = {node.code: node for node in reviewed.walk()}
    return replace(
        made,
        id=made.id,
        basis=made.basis or reviewed.basis,
        criteria=tuple(_over(node, known) for node in made.criteria),
    )


def _over(node: Criterion, known: dict[str, Criterion]) -> Criterion:
    node = replace(node, criteria=tuple(_over(child, known) for child in node.criteria))
    before = known.get(node.code)
    if before is None or before.drafted or bool(before.criteria) != bool(node.criteria):
        return node
    node = replace(node, departments=node.departments or before.departments, notes=before.notes or node.notes)
    if node.criteria:
        return node
    cleared = tuple(rule for rule in before.evidence if not rule.drafted)
    if before.evidence and not cleared:
        return node
    return replace(node, method=before.method, need=before.need, evidence=cleared, drafted=False)
