// A season's lots in one table: all of them are issued, or none. docs/import.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/secret_text.h"
#include "temgoc/import/import.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// The passphrases of the issuer keys, by cooperative id. Test lots need none.
using LotKeys = std::map<std::string, SecretText>;

struct LotsOrder {
  bool dry_run = false;               // everything but the signing, then rolled back; needs no key
  std::string only_cooperative = {};  // a row of another one's product is refused; empty: any
};

// What became of a row without a fault.
struct LotOfRow {
  std::size_t row = 0;   // as Excel counts it
  Lot lot;               // without its `record`; of a dry run what it might have been
  bool created = false;  // false: it had been issued before
};

struct LotsImport {
  ImportReport sheet;          // `added`: issued, `unchanged`: issued before
  std::vector<LotOfRow> lots;  // in the order of their rows
  // Whose keys the new lots need, by id. Empty: none.
  std::vector<Cooperative> signers;
};

// Issues a lot for each row, by the rules and with the warnings of issue_lot, in one transaction
// and under one checkpoint of the log. A row names its lot by its code or its request id. A row
// without either is named by what it says: the same rows again, in whatever file, are the same
// lots, and of two equal rows in one table the second is a second lot. What a row leaves empty is
// not compared with a lot that stands.
// What is wrong with rows is in the report, and then nothing is issued: what ImportRow and
// read_shelf_life refuse, what Gtin, LotCode, Quantity, parse_day and issue_lot refuse,
// `lot_without_product`, `lot_repeated` (args row: two rows of one lot), `product_contradicts`
// (args product), `unknown_reference`, `reference_ambiguous`, `product_of_other_cooperative`.
// Warnings are those of issue_lot, of import_table for the table, and `row_repeated` (args row),
// `product_named_otherwise` (args name), `lots_of_day_stand` (value: their codes; args product,
// packed: lots of that product and day stand that no row is about).
// Refuses as a whole with those of import_table, `key_locked` (value: the cooperative whose
// passphrase is not in `keys`), those of load_key (value: the cooperative) and settle_log.
Result<LotsImport> import_lots(Workplace& workplace, Table table, std::string_view file,
                               const LotKeys& keys, const LotsOrder& order);

}  // namespace temgoc
