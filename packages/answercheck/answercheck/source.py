"""What the syntax of the reader's code says: gaps that are left, missing returns, borrowed names."""

import ast
import builtins
import functools
import linecache
import types

import numpy as np

SIGNS = {  # how the syntax tree calls what a task may rule out, names aside
    "@": ast.MatMult,
    "+": ast.Add,
    "-": (ast.Sub, ast.USub),
    "%": ast.Mod,
    "//": ast.FloorDiv,
    "==": ast.Eq,
    "&": ast.BitAnd,
    "|": ast.BitOr,
    "^": ast.BitXor,
    "not": ast.Not,
    "if": (ast.If, ast.IfExp),
    "for": (ast.For, ast.While, ast.comprehension),
}
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
DATA = bool | int | float | str | list | tuple | dict | np.ndarray | np.generic


class Source:
    """An answer's functions as syntax trees.

    filename: the cell that defines the answer, "" if it is neither a function nor a class.
    functions: {name: tree} of the function itself, or of a class's methods. Empty if there is no
        source to read. `related`: the same, and the functions of the cell that they call.
    """

    def __init__(self, answer):
        parts = functions_of(answer)
        self.is_class = type(answer) is type
        self.filename = filename_of(answer)
        self.globals = next((f.__globals__ for f in parts.values()), {})
        self.lines = linecache.getlines(self.filename)
        cell = parse("".join(self.lines))
        self.functions = {
            name: tree for name, part in parts.items() if (tree := find(cell, part.__code__))
        }
        self.relate(cell)

    @classmethod
    def of_text(cls, text, name):
        """The source of the function or class that a cell's text calls so; the text is not run."""
        source, cell = cls(None), parse(text)
        source.lines = text.splitlines(keepends=True)
        for tree in cell.body:
            if isinstance(tree, ast.Assign) and isinstance(tree.value, ast.Lambda):
                if name in map(ast.unparse, tree.targets):
                    source.functions = {name: tree.value}
            elif getattr(tree, "name", None) == name:
                source.is_class = isinstance(tree, ast.ClassDef)
                parts = tree.body if source.is_class else [tree]
                source.functions = {p.name: p for p in parts if isinstance(p, ast.FunctionDef)}
        source.relate(cell)
        return source

    def relate(self, cell):
        """Add the cell's functions that these call."""
        self.related = dict(self.functions)
        for tree in cell.body:
            name = getattr(tree, "name", None)
            if isinstance(tree, ast.FunctionDef) and any(
                name in names_read(function) for function in self.functions.values()
            ):
                self.related.setdefault(name, tree)

    def is_blank(self):
        """Whether a function has no body yet, or a class no method with one."""
        return bool(self.is_class and not self.functions) or (
            bool(self.work()) and all(map(blank, self.work().values()))
        )

    def work(self):
        """The functions that the reader writes: not __init__, unless there is nothing else."""
        own = {name: f for name, f in self.functions.items() if not name.startswith("__")}
        return own or self.functions

    def gap(self):
        """What is still to be written, as a sentence, or ""."""
        for name, tree in (self.work() | self.related).items():
            if blank(tree) and not name.startswith("__"):
                return f"{name} is still empty: write its code, and run the cell again."
        for tree in self.related.values():
            if number := open_gap(tree):
                line = self.lines[number - 1].split(" #")[0].strip()
                return f"Replace the ... in `{line}` by your own code and run the cell again."
        return ""

    def without_return(self):
        """The names of functions that return nothing."""
        return [
            tree.name
            for function in self.related.values()
            for tree in ast.walk(function)
            if isinstance(tree, ast.FunctionDef)
            and not tree.name.startswith("__")
            and not returns(tree)
        ]

    def early_return(self):
        """A `return` that ends a for loop in its first round, as text, or ""."""
        for function in self.related.values():
            for node in ast.walk(function):
                if isinstance(node, ast.For):
                    for statement in node.body:
                        if found := sure_return(statement):
                            return ast.unparse(found)
        return ""

    def borrowed(self):
        """{name: value} of the notebook's variables that the answer reads from other cells."""
        names = set()
        for tree in self.functions.values():
            names |= names_read(tree) - names_bound(tree)
        return {
            name: self.globals[name]
            for name in sorted(names - vars(builtins).keys())
            if self.globals.get("__name__") == "__main__"
            and not name.isupper()
            and isinstance(self.globals.get(name), DATA)
        }

    def uses(self, what):
        """Whether the code has this name, keyword or operator in it."""
        for tree in self.related.values():
            for node in ast.walk(tree):
                if isinstance(node, SIGNS.get(what, ())):
                    return True
                if what in (getattr(node, "id", None), getattr(node, "attr", None)):
                    return True
        return False

    def same_code(self, other):
        """Whether another Source has the same statements, comments and docstrings aside."""
        mine, theirs = ([outline(f) for f in s.functions.values()] for s in (self, other))
        return bool(mine) and mine == theirs


def functions_of(answer):
    """{name: function} of a function itself, or of a class's own methods."""
    if type(answer) is types.FunctionType:
        return {answer.__name__: answer}
    if type(answer) is type:
        return {k: m for k, m in vars(answer).items() if type(m) is types.FunctionType}
    return {}


def filename_of(answer):
    """The cell or file that defines an answer, "" if it is neither a function nor a class."""
    return next((f.__code__.co_filename for f in functions_of(answer).values()), "")


@functools.lru_cache(maxsize=8)
def parse(text):
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return ast.parse("")


def find(cell, code):
    """The tree that was compiled into this code, or None."""
    name = None if code.co_name == "<lambda>" else code.co_name
    found = [
        tree
        for tree in ast.walk(cell)
        if isinstance(tree, FUNCTIONS)
        and getattr(tree, "name", None) == name
        and code.co_firstlineno
        == min([tree.lineno, *(d.lineno for d in getattr(tree, "decorator_list", []))])
    ]
    return found[0] if len(found) == 1 else None


def body_of(tree):
    """A function's statements without its docstring."""
    if isinstance(tree, ast.Lambda):
        return [ast.Return(tree.body)]
    return tree.body[1:] if ast.get_docstring(tree, clean=False) is not None else tree.body


def blank(tree):
    """Whether a function consists of nothing but `...`, pass, or a return of nothing."""

    def empty(statement):
        if isinstance(statement, ast.Raise):
            return "NotImplementedError" in ast.unparse(statement)
        if isinstance(statement, ast.Return | ast.Expr):
            value = statement.value
            return value is None or (
                isinstance(value, ast.Constant) and (value.value is None or value.value is ...)
            )
        return isinstance(statement, ast.Pass)

    return all(map(empty, body_of(tree)))


def open_gap(tree):
    """The number of the first line in which `...` is still used as a value, or 0.

    A `...` that stands alone as a statement, or in an index as x[..., 0], is no gap, and neither is
    one in an assignment whose targets all get another value elsewhere.
    """
    gaps, filled = [], set()
    for node in (n for statement in body_of(tree) for n in ast.walk(statement)):
        if not isinstance(node, ast.stmt) or (isinstance(node, ast.Expr) and is_dots(node.value)):
            continue
        targets = getattr(node, "targets", [])
        names = {ast.unparse(part) for target in targets for part in parts(target)}
        if any(has_gap(n) for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr)):
            gaps.append((names or {None}, node.lineno))
        else:
            filled |= names
    return next((line for names, line in gaps if names - filled), 0)


def parts(target):
    return [p for t in target.elts for p in parts(t)] if isinstance(target, ast.Tuple) else [target]


def is_dots(node):
    return isinstance(node, ast.Constant) and node.value is ...


def has_gap(node):
    """Whether an expression contains `...`, other than in an index."""
    if node is None or isinstance(node, ast.Subscript):
        return node is not None and has_gap(node.value)
    return is_dots(node) or any(map(has_gap, ast.iter_child_nodes(node)))


def sure_return(statement):
    """A `return` that this statement always comes to, or None."""
    if isinstance(statement, ast.Return):
        return statement
    if isinstance(statement, ast.If) and statement.orelse:
        found = [sure_return(branch[-1]) for branch in (statement.body, statement.orelse)]
        return found[0] if all(found) else None
    return None


def returns(tree):
    """Whether a function returns a value anywhere, or yields; functions inside it do not count."""
    todo = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, FUNCTIONS | ast.ClassDef):
            continue
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if isinstance(node, ast.Return) and node.value is not None:
            return True
        todo += ast.iter_child_nodes(node)
    return False


def names_read(tree):
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def names_bound(tree):
    """Every name that a function binds anywhere: arguments, assignments, inner functions."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
    return names


def outline(tree):
    return ast.dump(tree.args), [ast.dump(statement) for statement in body_of(tree)]
