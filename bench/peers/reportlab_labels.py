"""ReportLab and python3-qrcode, the code as a picture. reportlab_labels.py ITEMS OUT.pdf REGULAR BOLD"""
import sys

import qrcode
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

LINES = [(1.6, 35, 9, True), (1.6, 26.7, 6.5, False), (1.6, 23.4, 7, True), (1.6, 20.2, 7, True),
         (1.6, 17.2, 6.5, False), (1.6, 14, 7, True), (1.6, 10, 6.5, False), (1.6, 4.3, 6.5, False)]

items, out, regular, bold = sys.argv[1:5]
pdfmetrics.registerFont(TTFont("regular", regular))
pdfmetrics.registerFont(TTFont("bold", bold))
canvas = Canvas(out, pagesize=(60 * mm, 40 * mm))
with open(items, encoding="utf-8") as lines:
    for line in lines:
        uri, *texts = line.rstrip("\n").split("\t")
        for text, (x, y, size, is_bold) in zip(texts, LINES):
            canvas.setFont("bold" if is_bold else "regular", size)
            canvas.drawString(x * mm, y * mm, text)
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=4, border=4)
        code.add_data(uri)
        code.make(fit=True)
        picture = code.make_image().get_image()
        canvas.drawImage(ImageReader(picture), 34.6 * mm, 14.8 * mm, 24.2 * mm, 24.2 * mm)
        canvas.showPage()
canvas.save()
