// The product in plain words: make a key, sign the trust list, issue a lot, print its labels,
// recall it. Each is one durable step; the command line and later pages call these and nothing
// beneath them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/issuer_keys.h"
#include "temgoc/printing.h"
#include "temgoc/workplace.h"

namespace temgoc {

// The next version of the trust list, from the keys, hosts and GTINs on record, signed by the root
// keys found in `root_keys`. `root_key_missing`, `key_passphrase_wrong`, `trust_prefix_overlap`.
Result<TrustList> sign_trust_list(Workplace& workplace, const std::filesystem::path& root_keys,
                                  std::string_view passphrase);

// A lot with its warnings. The passphrase is the cooperative's; a test lot needs none.
struct IssueReport {
  Lot lot;
  std::string url;
  bool created = false;  // false: the same facts had been issued before
  std::vector<Error> warnings;
};
// `product_unknown`, `product_closed`, `product_is_service`, `packed_in_future`,
// `packed_after_tomorrow` (where the settings allow tomorrow), `lot_is_cancelled`,
// `packed_too_long_ago`, `packed_before_2020`, `shelf_life_too_long`, `place_unknown`,
// `place_of_other_cooperative`, `key_missing`, `key_not_trusted`, `gtin_out_of_scope`,
// `host_not_trusted`, `lot_differs` (args fields: a lot of that code or request id stands with
// other facts), those of load_key.
Result<IssueReport> issue_lot(Workplace& workplace, const LotDraft& draft,
                              std::string_view passphrase);

std::string lot_url(const Lot& lot);
// By GTIN and code (the real lot before a test lot), or by the typed code alone. `lot_unknown`,
// `lot_code_alone`.
Result<Lot> find_lot(Workplace& workplace, std::string_view gtin, std::string_view code);

// What a template of this workplace has to hold: an item for each product that it is for (a service
// where it prints `product_link`), with the product's own values, the widest lot fields and the
// longest address in the code, whose seal is none. Without a workplace or a product: one invented
// item, and `sample` is set.
struct TrialItems {
  std::vector<LabelItem> items;
  bool sample = false;
};
// `code` none: a lot's code as it is suggested. Else that one, and a serial wherever the template
// offers one.
TrialItems trial_items(Workplace* workplace, const LabelTemplate& label,
                       const std::optional<LotCode>& code = {});
// The code of so many letters, 1 to 20, that a template is tried with.
inline constexpr std::size_t kLongestLotCode = 20;
LotCode trial_lot_code(std::size_t letters = kLongestLotCode);
// Templates, of those that the workplace has, on which this lot's code is too long for its box or
// its symbol.
std::vector<std::string> templates_too_small(Workplace& workplace, const Lot& lot);
// The same of one real lot.
TrialItems trial_item(Workplace& workplace, const LabelTemplate& label, const Lot& lot);
// What refuses a job of these items because their records lack a language of the label:
// `allergens_untranslated`, `fact_untranslated` (value = the product's name, args item, column).
std::vector<Error> check_translations(const LabelTemplate& label,
                                      const std::vector<LabelItem>& items);

// A picture of one label, drawn as print_labels draws it. Those of print_labels; `out_exists`,
// `folder_not_found`.
Result<void> preview_label(const LabelTemplate& label, const LabelItem& item, bool sample,
                           unsigned dpi, const std::filesystem::path& png);

// A product's poster or shelf card: a link that proves nothing, so nothing is recorded; its code is
// read back before the file has its name. `template_with_lot`, `out_exists`, `folder_not_found`,
// `label_unreadable`, `label_misread`, `test_mark_missing`, those of check_template,
// check_translations and print_labels.
struct PosterOrder {
  LabelTemplate label;
  std::uint32_t count = 1;  // copies, at most kMostPages
  std::optional<unsigned> dpi = {};
  std::filesystem::path out = {};  // empty: labels/ in the workplace
};
struct PrintedPoster {
  PrintedLabels drawn;
  std::filesystem::path file;
  std::vector<Error> warnings = {};  // `label_lacks_translation`
};
Result<PrintedPoster> print_poster(Workplace& workplace, const Product& product,
                                   const PosterOrder& order);

// The template of that id, the workplace's own before the shipped one; an id that ends in ".toml"
// is a file's path; its pictures are files beside it. `template_unknown` (args known),
// file_not_found, those of parse_template.
Result<LabelTemplate> find_template(const std::filesystem::path& workplace_folder,
                                    std::string_view id);

// Ids of the shipped templates and of the workplace's own, in order.
std::vector<std::string> template_ids(const std::filesystem::path& workplace_folder);

// A recall of one lot, one product or one cooperative, from today on. `reason_missing`.
Result<void> recall_lot(Workplace& workplace, const Lot& lot, const Recall& recall);
// Takes back a lot that was issued by mistake, before any label of it was printed. `reason_missing`
// and those of Registry::cancel_lot. Fills in `at`.
Result<void> cancel_lot(Workplace& workplace, const Lot& lot, LotCancellation cancelled);
// Cancels sealed serials first..last of a lot, or one listed serial. `reason_missing`,
// `serial_not_issued`.
Result<void> void_labels(Workplace& workplace, const Lot& lot, Void voided);

}  // namespace temgoc
