"""Pass 2: compares the files with the closed schema, spec/schema.json."""

import json

import jsonschema

from errors import SpecError


def check(document, schema, part):
    """The errors of `document` against definition `part` of the schema, and the paths of what is
    too misshapen for the model. (A key too many is an error, but spoils nothing else.)"""
    rules = {"$ref": f"#/definitions/{part}", "definitions": schema["definitions"]}
    errors = []
    refused = []
    for error in jsonschema.Draft7Validator(rules).iter_errors(document.data):
        path = tuple(error.absolute_path)
        errors += [
            SpecError(document.at(*path, *more), document.subject(path), what)
            for more, what in _messages(error)
        ]
        if error.validator not in _HARMLESS or part != "opcodes":
            refused.append(path)
    return errors, refused


def check_described(document):
    """The errors of the schema itself: each key that it allows must be described."""
    errors = []

    def visit(node, path):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            if not isinstance(value, (dict, list)):
                continue
            if path and path[-1] == "properties" and not _described(value, document.data):
                where = document.at(*path, key)
                errors.append(SpecError(where, "", f'the key "{key}" needs a description'))
            visit(value, path + (key,))

    visit(document.data, ())
    return errors


def _described(value, schema):
    if "$ref" in value and "description" not in value:
        value = schema["definitions"].get(value["$ref"].rpartition("/")[2], {})
    return bool(value.get("description"))


def _messages(error):
    """What a person wants to read of one jsonschema error: (rest of the path, sentence) pairs."""
    name = f'"{error.absolute_path[-1]}"' if error.absolute_path else "the file"
    found = _short(error.instance)
    allowed = error.validator_value
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        for key in error.instance:
            if key not in known:
                yield (key,), f'unknown key "{key}", expected one of {", ".join(sorted(known))}'
    elif error.validator == "required":
        for key in allowed:
            if key not in error.instance and f"'{key}'" in error.message:
                yield (), f'the key "{key}" is missing'
    elif error.validator == "enum":
        yield (), f"{name} is {found}, expected one of {', '.join(map(str, allowed))}"
    elif error.validator == "const":
        yield (), f"{name} is {found}, expected {_short(allowed)}"
    elif error.validator == "type":
        kinds = allowed if isinstance(allowed, list) else [allowed]
        yield (), f"{name} is {found}, expected {' or '.join(_KINDS[kind] for kind in kinds)}"
    elif error.validator == "pattern":
        meaning = error.schema.get("description", "").rstrip(".")
        meaning = f"{meaning[0].lower()}{meaning[1:]}, " if meaning[1:2].islower() else ""
        yield (), f"{name} is {found}, expected {meaning}by the pattern {allowed}"
    elif error.validator in ("minItems", "minLength"):
        yield (), f"{name} is empty, expected something or no such key"
    else:
        yield (), f"{name} is {found}: {error.message}"


# Errors after which a row can still be built, so that the rules find what else is wrong with it.
_HARMLESS = {"additionalProperties", "const", "enum", "maximum", "minimum", "minItems", "minLength",
             "pattern"}

_KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "object": "an object",
    "string": "a text",
}


def _short(value):
    """How a value is shown in a message."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
