-- Printers, what corrects them on a stock, and how far a sheet is used. The newest row of its kind counts.
CREATE TABLE printer (
  row_id INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('pdf', 'zpl', 'tspl')),
  dpi INTEGER NOT NULL CHECK (dpi BETWEEN 100 AND 1200),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX printer_by_id ON printer (id);

CREATE TABLE printer_correction (
  row_id INTEGER PRIMARY KEY,
  printer_id TEXT NOT NULL,
  stock TEXT NOT NULL CHECK (stock <> ''),
  offset_x_um INTEGER NOT NULL,      -- micrometres
  offset_y_um INTEGER NOT NULL,
  scale_x_ppm INTEGER NOT NULL,      -- millionths
  scale_y_ppm INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX printer_correction_by_subject ON printer_correction (printer_id, stock);

-- The cell after the last one printed on a sheet of the stock; printer '' where none was named.
CREATE TABLE used_sheet (
  printer_id TEXT NOT NULL,
  stock TEXT NOT NULL CHECK (stock <> ''),
  next_cell INTEGER NOT NULL CHECK (next_cell >= 1),
  at INTEGER NOT NULL,
  PRIMARY KEY (printer_id, stock)
) STRICT, WITHOUT ROWID;
