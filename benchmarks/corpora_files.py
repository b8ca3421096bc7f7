"""Letters as files: plain text, DOCX, and PDF as word processors make it, with page heads, page numbers and hyphens at line ends.

PDF needs reportlab, DOCX python-docx (both in the extra `bench`). It must not know what the letters say.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from remissgraf.atomic import write_atomic

__all__ = ["write_docx", "write_pdf", "write_text"]

Body = Sequence[tuple[str, Sequence[str]]]

_FONT, _SIZE, _LEADING, _MARGIN = "Helvetica", 11, 15, 72
_VOWELS = frozenset("aeiouyåäö")


def write_text(path: Path, head: Sequence[str], title: str, body: Body, signature: Sequence[str]) -> None:
    """Text, with the marks of Markdown where the suffix says so."""
    mark = "#" if path.suffix == ".md" else ""
    parts = ["\n".join(head), f"{mark} {title}".strip()]
    for heading, paragraphs in body:
        parts += [f"{mark * 2} {heading}".strip()] if heading else []
        parts += paragraphs
    write_atomic(path, ("\n\n".join([*parts, "\n".join(signature)]) + "\n").encode("utf-8"))


def write_docx(path: Path, head: Sequence[str], title: str, body: Body, signature: Sequence[str]) -> None:
    import docx

    document = docx.Document()
    for line in head:
        document.add_paragraph(line)
    document.add_heading(title, 1)
    for heading, paragraphs in body:
        if heading:
            document.add_heading(heading, 2)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
    for line in signature:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    write_atomic(path, file.getvalue())


def write_pdf(path: Path, head: Sequence[str], title: str, body: Body, signature: Sequence[str]) -> None:
    """A4 pages. Every page after the first has the sender and the case number at its head, every page its number at the foot."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    width, height = A4

    def wide(text: str, bold: bool) -> float:
        return float(stringWidth(text, _FONT + ("-Bold" if bold else ""), _SIZE))

    lines: list[tuple[str, bool]] = [(line, False) for line in head] + [("", False)]
    for heading, paragraphs in [(title, ()), *body]:
        lines += [(line, True) for line in _broken(heading, width - 2 * _MARGIN, lambda t: wide(t, True))]
        for paragraph in paragraphs:
            lines += [
                (line, False) for line in _broken(paragraph, width - 2 * _MARGIN, lambda t: wide(t, False))
            ]
            lines.append(("", False))
    lines += [(line, False) for line in signature]
    room = int((height - 2 * _MARGIN) / _LEADING)
    pages = [lines[at : at + room] for at in range(0, len(lines), room)]
    file = io.BytesIO()
    # invariant: no time and no chance in the file, so that equal letters are equal bytes.
    canvas = Canvas(file, pagesize=A4, invariant=1, pageCompression=1)
    for number, page in enumerate(pages, 1):
        canvas.setFont(_FONT, 9)
        if number > 1:
            canvas.drawString(_MARGIN, height - 40, f"{head[0]}    {head[2]}")
        canvas.drawRightString(width - _MARGIN, 40, f"{number} ({len(pages)})")
        for row, (text, bold) in enumerate(page):
            canvas.setFont(_FONT + ("-Bold" if bold else ""), _SIZE)
            canvas.drawString(_MARGIN, height - _MARGIN - row * _LEADING, text)
        canvas.showPage()
    canvas.save()
    write_atomic(path, file.getvalue())


def _broken(text: str, width: float, wide: object) -> Iterator[str]:
    """The lines of a paragraph; a long word is divided before a consonant and its vowel, with a hyphen."""
    assert callable(wide)
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if wide(longer) <= width:
            line = longer
            continue
        cut = next(
            (
                at
                for at in range(len(word) - 3, 3, -1)
                if _divides(word, at) and wide(f"{line} {word[:at]}-") <= width
            ),
            0,
        )
        if cut:
            yield f"{line} {word[:cut]}-".strip()
            line = word[cut:]
        else:
            yield line
            line = word
    if line:
        yield line


def _divides(word: str, at: int) -> bool:
    pair = word[at - 1 : at + 2].lower()
    return pair.isalpha() and pair[0] in _VOWELS and pair[1] not in _VOWELS and pair[2] in _VOWELS
