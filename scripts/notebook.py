"""A notebook's cells, run one after the other as a notebook runs them, and their answers put into it.

No kernel is started: cells are plain Python without magic, which a test holds, and a kernel would bring thirty packages for what the
standard library does in forty lines. Knows no notebook in particular.
"""

from __future__ import annotations

import ast
import json
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

__all__ = ["code_cells", "executed"]


def code_cells(notebook: str) -> list[str]:
    """The text of each cell of code, in order."""
    return ["".join(cell["source"]) for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code"]


def executed(notebook: str) -> str:
    """The notebook with what its cells print and give now. Whatever a cell raises is raised."""
    content = json.loads(notebook)
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, 1):
        cell["execution_count"] = number
        cell["outputs"] = _run("".join(cell["source"]), names, number)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _run(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """What a cell prints, and the value of its last line where that is an expression."""
    where = f"<cell {number}>"
    module = ast.parse(source, where)
    last = module.body.pop() if module.body and isinstance(module.body[-1], ast.Expr) else None
    printed = StringIO()
    value = None
    with redirect_stdout(printed):
        exec(compile(module, where, "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), where, "eval"), names)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": _lines(printed.getvalue())})
    if value is not None:
        # The plain text of a table is as wide as the terminal that it was made in; the table itself is not.
        table = getattr(value, "_repr_html_", None)
        shown = {"text/plain": _lines(repr(value))} if table is None else {"text/html": _lines(table())}
        outputs.append(
            {"data": shown, "execution_count": number, "metadata": {}, "output_type": "execute_result"}
        )
    return outputs


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
