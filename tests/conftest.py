"""The sample folder is made once for all tests that look at it."""

from __future__ import annotations

import pytest

from samples import SampleFolder, generate


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SampleFolder:
    return generate(tmp_path_factory.mktemp("mau"))
