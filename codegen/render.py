"""Pass 6: every output is a template and a view of the spec. The templates only loop."""

from pathlib import Path

import jinja2

import views

_TEMPLATES = Path(__file__).resolve().parent / "templates"


def render(spec):
    """All outputs: path to text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        comment_start_string="{##", comment_end_string="##}")
    return {f"generated/{path}":
            environment.get_template(template).render(view).rstrip("\n") + "\n"
            for path, template, view in _outputs(spec)}


def _outputs(spec):
    """(path, template, view) of every output."""
    headers = "include/ringlet"
    yield f"{headers}/opcode.hpp", "opcode.hpp.j2", views.opcodes(spec)
    yield f"{headers}/kernel_names.hpp", "kernel_names.hpp.j2", views.kernel_names(spec)
    yield f"{headers}/format.hpp", "format.hpp.j2", views.opt_in("format.hpp.j2")
    yield f"{headers}/trace.hpp", "trace.hpp.j2", views.opt_in("trace.hpp.j2")
    yield f"{headers}/operations.hpp", "operations.hpp.j2", views.all_operations(spec)
    yield f"{headers}/ringlet.hpp", "ringlet.hpp.j2", views.umbrella(spec)
    yield "docs/index.md", "index.md.j2", views.index(spec)
    yield "docs/interface.md", "interface.md.j2", views.interface(spec)
    yield "tests/examples.cpp", "examples.cpp.j2", views.examples(spec)
    yield "tests/forms.hpp", "forms.hpp.j2", views.forms(spec)
    yield "tests/live/index.cpp", "live_index.cpp.j2", views.live_index(spec)
    for kind in spec.flag_sets:
        yield f"{headers}/flags/{kind.name}.hpp", "flags.hpp.j2", views.flag_set(kind)
        yield f"docs/flags/{kind.name}.md", "flags.md.j2", views.flag_page(spec, kind)
    for view in views.families(spec):
        yield f"{headers}/family/{view['family']}.hpp", "family.hpp.j2", view
        yield f"tests/families/{view['family']}.cpp", "family.cpp.j2", view
    for row in spec.rows:
        yield f"{headers}/op/{row.op}.hpp", "op.hpp.j2", views.operations(spec, row)
        yield f"docs/{row.op}.md", "op.md.j2", views.page(spec, row)
    for row in views.tested_rows(spec):
        yield f"tests/live/{row.op}.cpp", "live.cpp.j2", views.live(spec, row)
