"""A notebook's code: its Python, its calls of `check`, and which cells need which."""

import ast
import symtable


def source_of(cell):
    """A code cell's Python, without lines that only IPython understands."""
    lines = "".join(cell["source"]).split("\n")
    return "\n".join("" if line.startswith(("%", "!")) else line for line in lines)


def checks_in(source):
    """The calls of `check` in a source: [(number, node)]."""
    return [
        (node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None, node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check"
    ]


def is_check(statement):
    """Whether a statement is a call of `check` and nothing else."""
    call = getattr(statement, "value", None)
    return isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check"


def needed(code, wanted, every=False):
    """The keys of code that are wanted, and those before them that define what they use.

    code: {key: source}, in the order of the chapter. Training runs and figures that nothing wanted
    needs are left out. every: all cells that define a name, not the last one alone: what is called
    in between may have changed it.
    """
    found, used = [], set()
    for key, source in reversed(code.items()):
        read, bound = names(source)
        if key in wanted or used & bound:
            found.insert(0, key)
            used = used | read | bound if every else (used - bound) | read
    return found


def symbols(table):
    """A symbol table's symbols, without a comprehension's own variables, which Python 3.15 lists."""
    return [s for s in table.get_symbols() if not getattr(s, "is_comp_iter", bool)()]


def names(source):
    """The names that a cell takes from others, and those that it binds; what it changes is both."""
    read, bound, tables = set(), set(), [symtable.symtable(source, "cell", "exec")]
    for symbol in symbols(tables[0]):
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
            bound.add(symbol.get_name())
    while tables:
        table = tables.pop()
        tables += table.get_children()
        top = table.get_type() == "module"
        read |= {s.get_name() for s in symbols(table) if s.is_global() or top}
    changed = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AugAssign):
            node = node.target
        elif not isinstance(getattr(node, "ctx", None), ast.Store) or isinstance(node, ast.Name):
            continue
        while isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        changed |= {node.id} if isinstance(node, ast.Name) else set()
    return (read - bound) | changed, bound | changed
