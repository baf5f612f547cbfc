"""Holds a passport against the schema of EN 18222's interface, as another project wrote it down.

    outside_schema.py OPENAPI.yaml FILE DigitalProductPassportFull|DigitalProductPassportCompressed

77: the file or a library is not there.
"""
import json
import os
import sys

try:
    import jsonschema
    import yaml
except ImportError:
    sys.exit(77)

openapi, file, shape = sys.argv[1:4]
if not os.path.exists(openapi):
    sys.exit(77)
with open(openapi, encoding="utf-8") as text:
    document = yaml.safe_load(text)
# An element's form depends on its type: to OpenAPI the discriminator says so, to JSON Schema several forms fit.
shapes = document["components"]["schemas"]["DataElement"]["discriminator"]["mapping"]
document["components"]["schemas"]["DataElement"] = {"$ref": "#/components/schemas/DataElementBase"}
# The whole document is the schema, so that its references resolve; OpenAPI 3.1 is JSON Schema 2020-12.
schema = {"$ref": "#/components/schemas/" + shape, "components": document["components"]}
with open(file, encoding="utf-8") as text:
    passport = json.load(text)
validator = jsonschema.validators.validator_for({"$schema": "https://json-schema.org/draft/2020-12/schema"})(schema)
faults = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(passport)]


def judge(elements, at):
    for index, element in enumerate(elements):
        place = f"{at}[{index}]"
        name = shapes.get(element.get("objectType"))
        if name is None:
            faults.append(f"{place}: no objectType")
            continue
        one = validator.evolve(schema={"$ref": name, "components": document["components"]})
        faults.extend(f"{place}{error.json_path[1:]}: {error.message}" for error in one.iter_errors(element))
        judge(element.get("elements", []), place + ".elements")
        if element["objectType"] == "MultiValuedDataElement":
            for group in element["value"]:
                if isinstance(group, list):
                    judge(group, place + ".value")


judge(passport.get("elements", []), "elements")
print("\n".join(faults))
sys.exit(1 if faults else 0)
