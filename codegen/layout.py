"""Layout: what clang-format would make of generated lines, so that they need no formatting."""

import re
import textwrap

COLUMNS = 100


def wrapped(text, indent="", mark="///"):
    """A comment's lines, broken before column 100, but not inside of `code`."""
    text = re.sub("`[^`]*`", lambda code: code[0].replace(" ", "\0"), text)
    lines = textwrap.wrap(text, COLUMNS, initial_indent=f"{indent}{mark} ",
                          subsequent_indent=f"{indent}{mark} ", break_long_words=False,
                          break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]


def comment(*paragraphs, indent=""):
    """Documentation of several paragraphs; one that is a list is a list of items."""
    lines = []
    for paragraph in filter(None, paragraphs):
        if lines:
            lines.append(f"{indent}///")
        if isinstance(paragraph, str):
            lines += wrapped(paragraph, indent)
        for item in paragraph if isinstance(paragraph, list) else ():
            first, *others = textwrap.wrap(item, COLUMNS - len(indent) - 6, break_long_words=False,
                                           break_on_hyphens=False)
            lines += [f"{indent}/// - {first}"] + [f"{indent}///   {line}" for line in others]
    return lines


def function(head, body, indent="  "):
    """A function of one statement, on one line where that is short enough."""
    line = f"{indent}{head} {{ {body} }}"
    if len(line) <= COLUMNS:
        return [line]
    return [f"{indent}{head} {{", f"{indent}  {body}", f"{indent}}}"]


def aligned(lines):
    """Lines of (code, comment), with the comments of neighbours below each other as far as none
    becomes too long by it."""
    texts, run = [], []

    def end_run():
        width = max((len(code) for code, _ in run), default=0)
        texts.extend(f"{code:{width}}  // {remark}" for code, remark in run)
        run.clear()

    for code, remark in lines:
        longer = run + [(code, remark)]
        width = max(len(code) for code, _ in longer)
        if not remark or any(width + len(f"  // {other}") > COLUMNS for _, other in longer):
            end_run()
        if remark:
            run.append((code, remark))
        else:
            texts.append(code)
    end_run()
    return texts


def includes(headers):
    """#include lines in two groups: the system's, then ringlet's."""
    system = sorted({header for header in headers if header.startswith("<")})
    own = sorted({f"<ringlet/{header}>" for header in headers if not header.startswith("<")})
    return [[f"#include {header}" for header in group] for group in (system, own) if group]


def banner(source, remedy):
    """The first lines of a C++ output: what it is made of and how it is changed."""
    return wrapped(f"Generated from {source}. Do not edit: {remedy}, then run "
                   "`python3 codegen generate`.", mark="//")


def filled(items, first, indent):
    """Items behind each other, on as many lines as it takes; `first` begins the first line."""
    lines = [first + items[0]]
    for item in items[1:]:
        if len(f"{lines[-1]} {item}") <= COLUMNS:
            lines[-1] += f" {item}"
        else:
            lines.append(f"{indent}{item}")
    return lines


def initialised(head, given):
    """A definition with designated initialisers, on one line or one line for each."""
    line = f"{head}{{{', '.join(given)}}};"
    if len(line) <= COLUMNS:
        return [line]
    indent = " " * (len(head) - len(head.lstrip()) + 4)
    together = f"{indent}{', '.join(given)}}};"
    if len(given) > 2 and len(together) <= COLUMNS:
        return [f"{head}{{", together]
    items = [f"{item}," for item in given[:-1]] + [f"{given[-1]}}};"]
    aligned_to_brace = " " * (len(head) + 1)
    if all(len(aligned_to_brace + item) <= COLUMNS for item in items):
        return [f"{head}{{{items[0]}"] + [aligned_to_brace + item for item in items[1:]]
    if len(together) <= COLUMNS:
        return [f"{head}{{", together]
    return [f"{head}{{"] + [indent + item for item in items]


def declaration(line):
    """A line that was written by hand; one that is too long is broken between initialisers."""
    if len(line) <= COLUMNS or "{" not in line:
        return [line]
    depth, start, pieces = 0, 0, []
    for at, character in enumerate(line):
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(character, 0)
        if character == "," and depth == 1:
            pieces.append(line[start:at + 1].strip())
            start = at + 1
    head, brace, first = (pieces + [""])[0].partition("{")
    rest = pieces[1:] + [line[start:].strip()]
    return filled([first, *rest], f"  {head}{brace}", " " * (len(head) + 3)) if brace else [line]


def condition(head, expression):
    """A definition by a condition, broken at && or behind the =."""
    if len(f"{head} {expression};") <= COLUMNS:
        return [f"{head} {expression};"]
    if len(f"      {expression};") <= COLUMNS:
        return [head, f"      {expression};"]
    parts = f"{expression};".split(" && ")
    parts = [f"{part} &&" for part in parts[:-1]] + parts[-1:]
    return filled(parts, f"{head} ", " " * (len(head) + 1))


def statement_if(test, statement, indent="  "):
    """An if with one statement that leaves."""
    line = f"{indent}if ({test}) {statement}"
    if len(line) <= COLUMNS:
        return [line]
    if len(f"{indent}  {statement}") <= COLUMNS:
        return [f"{indent}if ({test})", f"{indent}  {statement}"]
    call, text = statement.split("(", 1)
    return [f"  if ({test})", f"    {call}("] + _broken_text(text, " " * 8)


def _broken_text(text, indent):
    """A string literal and what follows it, as several literals."""
    words = text[1:].split(" ")
    lines = [f'{indent}"{words[0]}']
    for word in words[1:]:
        # A literal that goes on needs its space and its quote; the last line has its own ending.
        room = COLUMNS - (0 if word is words[-1] else 2)
        if len(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines[-1] += ' "'
            lines.append(f'{indent}"{word}')
    return lines


def quoted(text):
    """A string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def literal(text, indent):
    """A string as an element of a list, broken after a space where it is too long for a line."""
    lines, room = [], COLUMNS - len(indent) - 2
    while len(text) + 1 > room:
        end = text.rindex(" ", 0, room) + 1
        lines.append(f'{indent}"{text[:end]}"')
        text = text[end:]
    return [*lines, f'{indent}"{text}",']
