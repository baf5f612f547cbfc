#!/usr/bin/env python3
"""official_schema.py SCHEMA EPCIS_TEST: our verdicts on documents with slips, against GS1's own schema.

Ends with 77 (skipped) where the schema or a reader of JSON Schema is not at hand.
"""
import json, os, re, subprocess, sys, tempfile

schema_file, program = sys.argv[1:]
try:
    import jsonschema
    schema = json.load(open(schema_file))
except (ImportError, OSError) as missing:
    print("skipped:", missing)
    sys.exit(77)

formats = jsonschema.FormatChecker(formats=())
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+\Z")
TIME = re.compile(r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)\Z")
formats.checks("uri")(lambda value: not isinstance(value, str) or bool(URI.match(value)))
formats.checks("date-time")(lambda value: not isinstance(value, str) or bool(TIME.match(value)))
official = jsonschema.Draft7Validator(schema, format_checker=formats)

with tempfile.TemporaryDirectory() as folder:
    verdicts = os.path.join(folder, "verdicts")
    subprocess.run([program, "-tc=slips in sample documents*"], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "TEMGOC_EPCIS_VERDICTS": verdicts})
    counts, faults = {"sound": 0, "refused": 0, "stricter": 0}, 0
    # Stricter here, on purpose: a context that is not EPCIS's own.
    stricter = {"epcis_context_foreign"}
    for line in open(verdicts):
        ours, text = line.rstrip("\n").split("\t", 1)
        theirs = official.is_valid(json.loads(text))
        if theirs == (ours == "sound"):
            counts["sound" if theirs else "refused"] += 1
        elif theirs and ours in stricter:
            counts["stricter"] += 1
        else:
            faults += 1
            if faults < 20:
                why = "" if theirs else next(official.iter_errors(json.loads(text))).message[:200]
                print("ours:", ours, "- theirs:", "sound" if theirs else why, "-", text[:3000])
print(counts, "faults:", faults)
sys.exit(1 if faults or counts["sound"] < 50 or counts["refused"] < 500 else 0)
