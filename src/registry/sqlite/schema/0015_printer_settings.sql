-- How fast and how dark a thermal printer prints, and how wide its head is; NULL: as the printer is set, or as most are.
-- In which order a sheet was begun.
ALTER TABLE printer ADD COLUMN speed INTEGER CHECK (speed BETWEEN 1 AND 14);
ALTER TABLE printer ADD COLUMN darkness INTEGER CHECK (darkness BETWEEN 0 AND 30);
ALTER TABLE printer ADD COLUMN head_um INTEGER CHECK (head_um > 0);
ALTER TABLE used_sheet ADD COLUMN cell_order TEXT NOT NULL DEFAULT 'across' CHECK (cell_order IN ('across', 'down'));
