"""How dates, windows and points are written in Vietnamese sentences."""

from __future__ import annotations

from datetime import date

from criteria.model import Window


def written_date(day: date) -> str:
    """`20/8/2025`: day and month without leading zeros, as people write them in letters."""
    return f"{day.day}/{day.month}/{day.year}"


def written_window(window: Window) -> str:
    """`từ 1/10/2024 đến 31/1/2025`, `chậm nhất 31/1/2025`, `từ 1/10/2024`, or nothing for an open window."""
    if window.start and window.end:
        return f"từ {written_date(window.start)} đến {written_date(window.end)}"
    if window.end:
        return f"chậm nhất {written_date(window.end)}"
    if window.start:
        return f"từ {written_date(window.start)}"
    return ""


def written_percent(share: float) -> str:
    """A share 0..1 as `97%`; rounded down, so that 0.998 never reads as certain."""
    return f"{int(max(0.0, min(1.0, share)) * 100 + 1e-9)}%"


def written_points(points: float) -> str:
    """`14,5`: at most two decimals, with the Vietnamese comma."""
    return f"{points:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def written_list(items: tuple[str, ...], last: str = "hoặc") -> str:
    """`a, b hoặc c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
