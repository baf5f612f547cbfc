#!/usr/bin/env python3
"""Draws the shipped label templates as printers do, dot by dot: PNGs of one bit a dot.

label_pictures.py TEMGOC LOT PASSPHRASE_FILE OUT [TEMPLATE…], in a workplace: all templates or those named, at 203, 300 and
600 dots an inch from the PDF, and from the ZPL of those on rolls, which is decoded here without any code of temgoc."""
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zlib

TEMPLATES = pathlib.Path(__file__).resolve().parent.parent / "label_templates"


def write_png(path, width, height, rows):
    """Rows of whole bytes, the leftmost dot highest, 1 = black."""
    wide = (width + 7) // 8

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + bytes(255 - byte for byte in rows[y * wide:(y + 1) * wide]) for y in range(height))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) +
                     chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b""))


def read_pbm(data):
    kind, width, height = re.match(rb"(P4)\s+(\d+)\s+(\d+)\s", data).groups()
    return int(width), int(height), data[len(re.match(rb"P4\s+\d+\s+\d+\s", data).group()):]


def decode_graphic(data, row_bytes):
    """The hexadecimal of ^GFA with Zebra's alternative compression: repeat counts, rows filled and repeated."""
    rows, row, count = [], "", 0
    for sign in data:
        if "G" <= sign <= "Y":
            count += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            count += 20 * (ord(sign) - ord("f"))
        elif sign in ",!":
            row = row.ljust(2 * row_bytes, "0" if sign == "," else "F")
        elif sign == ":":
            rows.append(rows[-1])
            continue
        else:
            row, count = row + sign * max(count, 1), 0
        if len(row) == 2 * row_bytes:
            rows.append(bytes.fromhex(row))
            row = ""
    return b"".join(rows)


def read_zpl(text):
    width = int(re.search(r"\^PW(\d+)", text).group(1))
    total, row_bytes, data = re.search(r"\^GFA,\d+,(\d+),(\d+),([^^]*)", text).groups()
    rows = decode_graphic(re.sub(r"\s", "", data), int(row_bytes))
    assert len(rows) == int(total), "a graphic of another size than it says"
    return width, len(rows) // int(row_bytes), rows


def value(text, key, otherwise):
    found = re.search(rf"^{key} = (\S+)$", text, re.M)
    return float(found.group(1)) if found else otherwise


def main(temgoc, lot, passphrase, out, *wanted):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(TEMPLATES.glob("*.toml")):
        text, name = file.read_text(), file.stem
        if 'code = "product_link"' in text or (wanted and name not in wanted):
            continue
        kind = "item_seal" if "item_seal" in text else "item_link"
        own_dpi = int(value(text, "dpi", 300))

        def printed(folder, dpi, form):
            path = pathlib.Path(folder) / f"{dpi}.{form}"
            subprocess.run([temgoc, "--quiet", "label", "print", lot, "--template", name, "--codes", kind, "--count", "1", "--dpi",
                            str(dpi), "--format", form, "--again", "--passphrase-file", passphrase, "--out", path],
                           check=True, stdout=subprocess.DEVNULL)
            return path

        with tempfile.TemporaryDirectory() as folder:
            for dpi in (203, 300, 600):
                if dpi < own_dpi and name.startswith("roll"):
                    continue
                dots = lambda key: round(value(text, key, 0) * dpi / 25.4)
                page = subprocess.run(["pdftoppm", "-mono", "-r", str(dpi), "-x", str(dots("left_mm")), "-y", str(dots("top_mm")),
                                       "-W", str(dots("label_width_mm")), "-H", str(dots("label_height_mm")), "-f", "1", "-l",
                                       "1", printed(folder, dpi, "pdf")], check=True, capture_output=True).stdout
                write_png(out / f"{name}-{dpi}.png", *read_pbm(page))
            if name.startswith("roll"):
                write_png(out / f"{name}-zpl.png", *read_zpl(printed(folder, own_dpi, "zpl").read_text("latin-1")))


if __name__ == "__main__":
    main(*sys.argv[1:])
