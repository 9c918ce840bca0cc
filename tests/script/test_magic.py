"""R134: bare expressions are written to the page, and nothing else changes."""

from __future__ import annotations

import ast
import asyncio
import inspect
import sys
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anew.script.magic import MAGIC_NAME, _write_bare_expressions, compile_script


def written(source, *, is_magic=True):
    """What a script writes, a tuple of arguments for each time."""
    shown = []
    names = {"__name__": "__main__", MAGIC_NAME: lambda *arguments: shown.append(arguments)}
    code = compile_script(source, "app.py", is_magic=is_magic)
    if code.co_flags & inspect.CO_COROUTINE:
        asyncio.run(eval(code, names))
    else:
        exec(code, names)
    return shown


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("x = 1\nx", 1),
        ("None", None),
        ("...", ...),
        ("True", True),
        ("1 + 1", 2),
        ("-1", -1),
        ("1 < 2", True),
        ("not len([])", True),
        ("[1, 2][0]", 1),
        ("[n for n in range(3)]", [0, 1, 2]),
        ("(y := 3)", 3),
        ("1 if True else 2", 1),
        ("x = 1; x;", 1),
        ("import sys\nsys.byteorder.upper", sys.byteorder.upper),
        ("max(1, 2).real", 2),
        ("b'bytes'", b"bytes"),
        ("f'no {1}docstring'", "no 1docstring"),
        ("[len([])]", [0]),
        ("len([]) or 'empty'", "empty"),
    ],
)
def test_a_bare_expression_is_written_r134(source, value):
    assert written(source) == [(value,)]


@pytest.mark.parametrize(
    "source",
    [
        "len([])",
        "print()",
        "x = 1",
        "x: int = 1",
        "import asyncio\nawait asyncio.sleep(0, 'result')",
        "def f():\n    yield 1\n    yield from [2]\nlist(f())",
        "async def f():\n    yield 1\nf()",
        "f = lambda: 3\nf()",
        '"""The script."""\nx = 1',
        '# A comment.\n"""The script."""',
        'def f():\n    """What f does."""\nf()',
        'async def f():\n    """What f does."""\nawait f()',
        "class A:\n    'What A is.'\n    x = 1\n    'What x is.'\n    x",
        "class A:\n    if True:\n        3\n    else:\n        4",
        "def f():\n    class A:\n        3\nf()",
    ],
)
def test_what_is_done_for_its_effect_or_describes_is_not_r134(source):
    assert written(source) == []


def test_a_tuple_is_several_arguments_r134():
    assert written("x = 1\nx, 'two', (3, 4)") == [(1, "two", (3, 4))]
    assert written("(1, 2)") == [(1, 2)]
    assert written("rows = [1, 2]\n*rows, 3") == [(1, 2, 3)]


def test_text_that_is_not_the_first_statement_is_written_r134():
    assert written('x = 1\n"shown"') == [("shown",)]
    assert written('"docstring"\n"shown"') == [("shown",)]
    assert written('from __future__ import annotations\n"shown"') == [("shown",)]
    assert written('def f():\n    x = 1\n    "shown"\nf()') == [("shown",)]
    assert written('if True:\n    "shown"') == [("shown",)]


@pytest.mark.parametrize(
    "source",
    [
        "if True:\n    7",
        "if False:\n    0\nelif True:\n    7",
        "if False:\n    0\nelif False:\n    1\nelse:\n    7",
        "for _ in [0]:\n    7",
        "for _ in []:\n    0\nelse:\n    7",
        "while True:\n    7\n    break",
        "while False:\n    0\nelse:\n    7",
        "try:\n    7\nfinally:\n    pass",
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    7",
        "try:\n    pass\nexcept ValueError:\n    0\nelse:\n    7",
        "try:\n    pass\nfinally:\n    7",
        "try:\n    raise ExceptionGroup('', [OSError()])\nexcept* OSError:\n    7",
        "import io\nwith io.StringIO():\n    7",
        "match 1:\n    case 0:\n        0\n    case _:\n        7",
        "def f():\n    7\nf()",
        "def f():\n    def g():\n        7\n    g()\nf()",
        "class A:\n    def f(self):\n        7\nA().f()",
        "class A:\n    if True:\n        def f(self):\n            7\nA().f()",
        "async def f():\n    7\nawait f()",
        "async def f():\n    yield\nasync for _ in f():\n    7",
        "import contextlib as c\nasync def f():\n    yield\nasync with c.aclosing(f()):\n    7",
    ],
)
def test_every_kind_of_block_is_searched_r134(source):
    assert written(source) == [(7,)]


def test_without_magic_nothing_is_written_r134():
    assert written("x = 1\nx\n'text'\nif x:\n    x", is_magic=False) == []


@pytest.mark.parametrize("is_magic", [True, False])
def test_a_script_may_await_at_top_level(is_magic):
    source = "import asyncio\nx = await asyncio.sleep(0, 'slept')\nassert x == 'slept'"

    code = compile_script(source, "app.py", is_magic=is_magic)

    assert code.co_flags & inspect.CO_COROUTINE
    assert written(source, is_magic=is_magic) == []
    assert not compile_script("x = 1\nx", "app.py", is_magic=is_magic).co_flags & (
        inspect.CO_COROUTINE
    )


def test_an_expression_with_an_await_in_it_is_written():
    assert written("import asyncio\nawait asyncio.sleep(0, 1), 2") == [(1, 2)]


def test_the_docstring_and_future_imports_stay_first():
    source = '"""The app."""\nfrom __future__ import annotations\nx: undefined = 1\nx'
    names = {"__name__": "app", MAGIC_NAME: lambda *_: None}

    exec(compile_script(source, "app.py", is_magic=True), names)

    assert names["__doc__"] == "The app."
    assert names["__annotations__"] == {"x": "undefined"}


def test_the_script_does_not_inherit_our_future_imports():
    names = {"__name__": "app"}

    exec(compile_script("x: int = 1", "app.py", is_magic=True), names)

    assert names["__annotations__"] == {"x": int}


def test_an_error_points_at_what_the_author_wrote():
    source = "def half(n):\n    n, (\n      n /\n      0)\n\nhalf(\n  4)\n"
    frames = {}
    for is_magic in (True, False):
        with pytest.raises(ZeroDivisionError) as caught:
            written(source, is_magic=is_magic)
        frames[is_magic] = [
            (frame.name, frame.lineno, frame.end_lineno, frame.colno, frame.end_colno)
            for frame in traceback.extract_tb(caught.value.__traceback__)
            if frame.filename == "app.py"
        ]

    assert frames[True] == frames[False]
    assert frames[True] == [("<module>", 6, 7, 0, 4), ("half", 3, 4, 6, 7)]


def test_an_error_of_writing_points_at_the_expression():
    def refuse(*_):
        raise RuntimeError

    with pytest.raises(RuntimeError) as caught:
        exec(compile_script("if 1:\n    [1,\n  2]", "app.py", is_magic=True), {MAGIC_NAME: refuse})

    frame = traceback.extract_tb(caught.value.__traceback__)[1]
    assert (frame.lineno, frame.colno, frame.end_lineno, frame.end_colno) == (2, 4, 3, 4)


@pytest.mark.parametrize(
    ("source", "line", "text"),
    [
        ("x = 1\nif x\n    2", 2, "if x\n"),
        ("x = 1\nreturn x", 2, "return x"),
        (b"x = 1\r\nreturn x\r\n", 2, "return x\n"),
        ("# -*- coding: latin-1 -*-\ns = 'é'; break".encode("latin-1"), 2, "s = 'é'; break"),
        ("'a\x0cb\u2028c'\nyield", 2, "yield"),
        ("x = 1\nfrom __future__ import braces", 2, "from __future__ import braces"),
    ],
)
@pytest.mark.parametrize("is_magic", [True, False])
def test_a_syntax_error_names_the_file_the_place_and_the_line(source, line, text, is_magic):
    with pytest.raises(SyntaxError) as caught:
        compile_script(source, "app.py", is_magic=is_magic)

    assert (caught.value.filename, caught.value.lineno, caught.value.text) == ("app.py", line, text)


@pytest.mark.parametrize("source", [b"x = '\x00'", b"# -*- coding: nope -*-\nx", b"x = '\xff'"])
def test_a_file_that_is_not_text_is_a_syntax_error_too(source):
    with pytest.raises(SyntaxError) as caught:
        compile_script(source, "app.py", is_magic=True)

    assert caught.value.filename == "app.py"


def test_bytes_are_read_in_the_encoding_that_they_name():
    assert written("# -*- coding: latin-1 -*-\nx = 1\n'é'".encode("latin-1")) == [("é",)]
    assert written(b"\xef\xbb\xbfx = 1\n'\xc3\xa9'") == [("é",)]


def test_a_long_chain_of_elifs_is_no_deep_recursion():
    source = "if 0:\n    0\n" + "elif 0:\n    0\n" * 600 + "else:\n    7"

    assert written(source) == [(7,)]


expressions = st.sampled_from(["x", "1, 2", "f()", "'text'", "None", "[f()]", "(yield)", "..."])
headers = st.sampled_from(
    ["if x:", "for x in []:", "while x:", "with f():", "def g():", "class A:", "try:"]
)


@st.composite
def blocks(draw, depth=0):
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        if depth < 3 and draw(st.booleans()):
            header = draw(headers)
            inside = draw(blocks(depth + 1))
            lines += [header, *[f"    {line}" for line in inside]]
            if header == "try:":
                lines += ["except* OSError:", *[f"    {line}" for line in inside]]
        else:
            lines.append(draw(expressions))
    return lines


@given(blocks())
def test_nothing_but_the_writing_changes(lines):
    """Undoing the calls in the tree gives back the author's program, places included."""
    source = "\n".join(["def outer():", *[f"    {line}" for line in lines]])
    tree = ast.parse(source)

    _write_bare_expressions(tree)

    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and is_writing(node.value):
            node.value = argument_of(node.value)
    assert ast.dump(tree, include_attributes=True) == ast.dump(
        ast.parse(source), include_attributes=True
    )


def is_writing(value):
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == MAGIC_NAME


def argument_of(call):
    if len(call.args) == 1:
        return call.args[0]
    return ast.copy_location(ast.Tuple(call.args, ast.Load()), call)


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("'docstring'\nx = 1", [("docstring",)]),
        ('"""docstring"""\n1 + 1', [("docstring",), (2,)]),
        ("x = 1\n'text'", [("text",)]),
        ("def f():\n    'docstring'\nf()", []),
        ("", []),
    ],
)
def test_the_scripts_docstring_is_written_if_it_is_asked_for(source, values):
    """magic.displayRootDocString"""
    shown = []
    code = compile_script(source, "app.py", is_magic=True, shows_docstring=True)
    exec(code, {MAGIC_NAME: lambda *arguments: shown.append(arguments)})

    assert shown == values
    plain = compile_script(source, "app.py", is_magic=False, shows_docstring=True)
    exec(plain, {})
