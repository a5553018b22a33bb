from pathlib import Path

import pytest
from local_stack.messages import UserError

from bench.report.docs import BEGIN, DOCUMENT, END, write_figures
from tests.factories import create_report, create_row


class TestWriteFigures:
    def test_replaces_what_stands_between_the_marks(self, tmp_path: Path) -> None:
        document = tmp_path / "performance.md"
        document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
        write_figures(create_report(create_row()), document)
        text = document.read_text()
        assert text.startswith(f"before\n{BEGIN}\n")
        assert text.endswith(f"{END}\nafter\n")
        assert "old" not in text
        assert "| ticket check | 300 req/s | 400 req/s | 0.75 (0.65 to 0.85) |" in text
        assert "in 1.1 s before the run and in 2.2 s after it" in text
        assert "gave 12% of the cores' time" in text

    def test_writing_again_changes_nothing(self, tmp_path: Path) -> None:
        document = tmp_path / "performance.md"
        document.write_text(f"{BEGIN}\n{END}\n")
        write_figures(create_report(create_row()), document)
        once = document.read_text()
        write_figures(create_report(create_row()), document)
        assert document.read_text() == once

    def test_refuses_a_document_without_marks(self, tmp_path: Path) -> None:
        document = tmp_path / "performance.md"
        document.write_text("words")
        with pytest.raises(UserError, match="marks"):
            write_figures(create_report(), document)
        assert document.read_text() == "words"

    def test_the_document_of_the_repository_has_them(self) -> None:
        text = DOCUMENT.read_text()
        assert BEGIN in text
        assert END in text
