"""How good the answers are, in the measures the field uses."""

from __future__ import annotations

from collections.abc import Sequence


def macro_f1(given: Sequence[str], answered: Sequence[str]) -> float:
    """The mean over the labels given of how well each is found."""
    each = []
    for label in sorted(set(given)):
        right = sum(one == other == label for one, other in zip(given, answered, strict=True))
        said, meant = sum(one == label for one in answered), sum(one == label for one in given)
        each.append(2 * right / (said + meant))
    return sum(each) / len(each)


def recall(given: Sequence[str], answered: Sequence[str], label: str) -> float:
    """How many of those that are `label` were found."""
    found = [other == label for one, other in zip(given, answered, strict=True) if one == label]
    return sum(found) / len(found)


def b_cubed(clusters: Sequence[Sequence[int]], names: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of clusters against the names of the right ones."""
    made = {one: set(cluster) for cluster in clusters for one in cluster}
    right: dict[str, set[int]] = {}
    for one, name in enumerate(names):
        right.setdefault(name, set()).add(one)
    both = [
        (len(made[one] & right[name]), len(made[one]), len(right[name])) for one, name in enumerate(names)
    ]
    precision = sum(shared / size for shared, size, _ in both) / len(both)
    found = sum(shared / size for shared, _, size in both) / len(both)
    return precision, found, 2 * precision * found / (precision + found)
