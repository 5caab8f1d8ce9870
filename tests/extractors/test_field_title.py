"""Loại văn bản and trích yếu: the title block, or the V/v under the number of a letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.document import Source
from extractors.fields.title import Title, find_title
from extractors.layout import Head, Line, make_head_width
