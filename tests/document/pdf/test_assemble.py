"""Pages read to a document's lines and cells."""

from __future__ import annotations

from pipeline.document.model import Document
from pipeline.document.pdf.assemble import readings_to_model
from pipeline.document.pdf.model.pieces import PageReading
from tests.document.pdf.rows import line_at


def test_radicals_are_read_as_ideographs_and_kept_as_written():
    reading = PageReading(
        1, 600, 800, "text", [line_at(0, 0, "在宅⽀援事業"), line_at(0, 20, "相談")]
    )
    lines, flow, pages, problems, written = readings_to_model([reading])
    document = Document("a.pdf", "", "application/pdf", lines, flow, pages, written=written)
    assert [line.text for line in lines] == ["在宅支援事業", "相談"]
    assert [document.source_of(line.cite()) for line in lines] == ["在宅⽀援事業", "相談"]
    assert document.source_of(lines[0].cite(2, 4)) == "⽀援"
    assert written == {0: "在宅⽀援事業"} and not problems
