#!/usr/bin/env python3
"""official_output.py VECTORS OPERATIONS_TEST VALIDATE_MJS: what we write, against GS1's schema and SHACL shapes.

The test program writes all kinds of our own events as a document and as an answer; both are held against the JSON schema
and the shapes, and so are GS1's own samples, which shows that the judges are awake. Ends with 77 (skipped) where the
schema, the shapes or a judge is not at hand.
"""
import glob, json, os, re, subprocess, sys, tempfile

vectors, program, validate = sys.argv[1:]
try:
    import jsonschema
    schema = json.load(open(os.path.join(vectors, "EPCIS-JSON-Schema.json")))
except (ImportError, OSError) as missing:
    print("skipped:", missing)
    sys.exit(77)

# GS1's shapes refuse every event that has children with quantities, those of its own samples too: this one is a shape
# of nodes with a path, so it looks for the child's class at the event itself. What they say of everything else counts.
OF_GS1 = "ChildQuantityElementShape"
official = jsonschema.Draft7Validator(schema)
shapes = [os.path.join(vectors, name) for name in ("EPCIS-SHACL.ttl", "epcis-context.jsonld")]


def judged(files):
    """Faults by the shapes, one a line; None where they are not at hand."""
    run = subprocess.run(["node", validate, *shapes, *files], capture_output=True, text=True)
    if run.returncode == 77:
        print(run.stdout)
        return None
    if run.returncode not in (0, 1):
        return [run.stderr]
    lines = run.stdout.splitlines()
    if sum(re.search(r": [1-9][0-9]* statements, ", line) is not None for line in lines) != len(files):
        return ["not every document was read: " + run.stdout]
    return [line for line in lines if " statements, " not in line and OF_GS1 not in line]


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([program, "-tc=our own events of every kind*", "-nv"], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "TEMGOC_EPCIS_OUTPUT": folder})
    ours = sorted(glob.glob(os.path.join(folder, "*.jsonld")))
    faults = [] if len(ours) == 2 else [f"{len(ours)} documents were written"]
    for file in ours:
        for fault in official.iter_errors(json.load(open(file))):
            faults.append(f"{os.path.basename(file)}: {fault.json_path}: {fault.message[:300]}")
    by_shapes = judged(ours)
    if by_shapes is not None:
        faults += by_shapes
        # A judge that lets everything pass is none.
        broken = json.load(open(os.path.join(folder, "own_events.jsonld")))
        del broken["epcisBody"]["eventList"][0]["eventTime"]
        worse = os.path.join(folder, "broken.jsonld")
        json.dump(broken, open(worse, "w"))
        if not judged([worse]):
            faults.append("the shapes pass an event without eventTime")
        faults += judged(sorted(glob.glob(os.path.join(vectors, "JSON", "**", "*.jsonld"), recursive=True)))
print("\n".join(faults) or "sound")
sys.exit(1 if faults else 77 if by_shapes is None else 0)
