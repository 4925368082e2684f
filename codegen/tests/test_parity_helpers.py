"""A helper that names a form is proven by a parity case of that form that calls it, and the other
way round: what tests/parity compares with is what the table says."""

import re
import unittest

import support
import commands
import model

CASES = support.REPOSITORY / "tests/parity/cases.inl"


def called_helpers(text):
    """The helpers that the cases of each form call."""
    called = {}
    for case in re.split(r"^CASE\(", text, flags=re.MULTILINE)[1:]:
        form, _, rest = case.partition(",")
        oracle = rest.partition("RINGLET(")[0]
        called.setdefault(form, set()).update(re.findall(rf"\b{model.HELPER}\w+(?=\()", oracle))
    return {form: helpers - {model.HELPER_OF_HELPERS} for form, helpers in called.items()}


class ParityHelpers(unittest.TestCase):
    def test_cases_call_the_helpers_of_their_form_and_no_others(self):
        called = called_helpers(CASES.read_text(encoding="utf-8"))
        spec = commands.read_spec(support.REPOSITORY)
        for row in spec.rows:
            for form in row.forms:
                if form.no_helper:
                    continue  # then another form's helper and assignments say it
                with self.subTest(form.name):
                    self.assertEqual(called.get(form.name, set()), set(form.helpers))

    def test_a_call_is_seen_only_in_the_half_that_liburing_makes(self):
        self.assertEqual(called_helpers(
            "// io_uring_prep_nop(\n"
            "CASE(nop, distinct,\n     LIBURING(io_uring_prep_rw(1, sqe); io_uring_prep_nop(sqe);),"
            "\n     RINGLET(io_uring_prep_read(sqe)))\n"
            "CASE(bind, one, SINCE_2_7(io_uring_prep_bind(sqe);), RINGLET(op::bind{}))\n"
            "CASE(bind, two, LIBURING(sqe->fd = 1;), RINGLET(op::bind{}))\n"),
            {"nop": {"io_uring_prep_nop"}, "bind": {"io_uring_prep_bind"}})


if __name__ == "__main__":
    unittest.main()
