// From an issued lot to a released PDF: record the job, log it, draw it.
#include <fmt/format.h>

#include <algorithm>

#include "temgoc/files.h"
#include "temgoc/log_leaf.h"
#include "temgoc/workflow.h"
#include "workflow/label_fields.h"
#include "workflow/lot_seal.h"
#include "workflow/out_path.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t kMostLabels = 1'000'000;

// Everything of the lot that its labels share.
struct Content {
  LabelItem item;
  SealedClaim lot_seal;
  bool sample = false;
  std::vector<Error> warnings;
};

Result<Content> content_of(Workplace& workplace, const Lot& lot) {
  const Registry& registry = workplace.registry();
  auto product = registry.product(std::string_view(lot.product_id));
  if (!product) return Error{"product_unknown", "product", lot.product_id};
  const Cooperative cooperative = registry.cooperative(lot.cooperative_id).value();
  Content content{{}, lot_seal(lot), product->sample || cooperative.sample, {}};
  content.item.fields = label_fields(lot, *product, cooperative, workplace.today());
  if (auto certificate = certificate_in_force(registry.certifications_for(*product), *product,
                                              workplace.today())) {
    show_certificate(*certificate, content.item);
    const auto end = valid_through(*certificate);
    if (end && lot.expires_on() && *lot.expires_on() > end->last) {
      content.warnings.push_back({"shelf_life_past_certificate",
                                  "shelf_life",
                                  to_dmy(*lot.expires_on()),
                                  {},
                                  {{"end", to_dmy(end->last)}}});
    }
  }
  return content;
}

// Items one by one, each signed or linked as its kind asks.
class ItemStream {
 public:
  ItemStream(const Lot& lot, const Content& content, CodeKind kind, std::optional<SigningKey> key,
             std::vector<Serial> serials)
      : lot_(lot),
        content_(content),
        kind_(kind),
        key_(std::move(key)),
        serials_(std::move(serials)) {}

  LabelItem item(std::uint32_t nth, const PrintJob& job) const {
    LabelItem item = content_.item;
    if (kind_ == CodeKind::lot_seal) {
      item.uri = sealed_uri(lot_.host, content_.lot_seal);
      return item;
    }
    const Serial serial =
        kind_ == CodeKind::item_seal ? Serial::sealed(job.first_serial + nth) : serials_.at(nth);
    item.fields["serial"] = serial.text();
    item.uri = kind_ == CodeKind::item_seal ? sealed_item(serial)
                                            : listed_uri(lot_.host, lot_.gtin, lot_.code, serial);
    return item;
  }

 private:
  std::string sealed_item(const Serial& serial) const {
    Claim claim = content_.lot_seal.claim;
    claim.serial = serial;
    return sealed_uri(lot_.host, {claim, key_->sign(signed_message(claim, lot_.realm))});
  }

  const Lot& lot_;
  const Content& content_;
  CodeKind kind_;
  std::optional<SigningKey> key_;
  std::vector<Serial> serials_;
};

Result<void> check_order(const PrintOrder& order, const LabelTemplate& label, CodeKind kind) {
  if (order.count < 1 || order.count > kMostLabels) {
    return Error{"count_invalid",
                 "count",
                 std::to_string(order.count),
                 {},
                 {{"most", std::to_string(kMostLabels)}}};
  }
  if (label.code == CodeKind::product_link)
    return Error{"template_without_lot", "template", label.id};
  if (std::ranges::find(label.codes, kind) == label.codes.end()) {
    return Error{"code_kind_not_offered", "codes", to_text(kind), {}, {{"template", label.id}}};
  }
  if (order.start_cell < 1 || order.start_cell > label.stock.cells()) {
    return Error{"start_cell_invalid",
                 "start",
                 std::to_string(order.start_cell),
                 {},
                 {{"most", std::to_string(label.stock.cells())}}};
  }
  return {};
}

std::vector<Serial> listed_serials(CodeKind kind, std::uint32_t count, const RandomSource& random) {
  std::vector<Serial> serials;
  if (kind == CodeKind::item_link) {
    while (serials.size() < count) serials.push_back(Serial::listed(random));
  }
  return serials;
}

// The key that sealed the lot, to seal its items.
Result<SigningKey> sealing_key(Workplace& workplace, const KeyId& id, std::string_view passphrase) {
  for (const IssuerKeyRecord& record : workplace.registry().keys()) {
    if (record.id != id) continue;
    if (record.status == KeyStatus::active || record.status == KeyStatus::test)
      return load_key(workplace.key_path(id), passphrase, record.key);
    return Error{"key_not_in_use", "key", to_hex(id), {}, {{"status", to_text(record.status)}}};
  }
  return Error{"key_missing", "key", to_hex(id)};
}

// A recalled lot gets no further labels.
Result<void> check_recalls(const Registry& registry, const Lot& lot, Instant now) {
  const auto recalls = registry.facts(lot.realm, lot.gtin, lot.code, {}, now).recalls;
  if (recalls.empty()) return {};
  return Error{"lot_is_recalled", "lot", lot.code.text(), {}, {{"reason", recalls.front().reason}}};
}

// A job that is on record but whose file never came: its serials must not be on goods, so they are
// voided.
Error unfinished(Workplace& workplace, const Lot& lot, const PrintJob& job, const Error& cause) {
  if (job.first_serial == 0) return cause;
  Void never_printed{
      job.first_serial, job.last_serial, {}, "in không thành / print failed", workplace.now()};
  bool voided = false;
  try {
    voided = workplace.registry().add_void(lot.id, never_printed).has_value();
  } catch (const SystemFailure&) {
    // The disk that refused the file may refuse this too; the code then says so.
  }
  return {voided ? "print_unfinished" : "print_unfinished_not_voided",
          {},
          Serial::sealed(job.first_serial).text(),
          {},
          {{"last", Serial::sealed(job.last_serial).text()}, {"cause", cause.code}}};
}

// Draws what is on record; a failure leaves no serial that counts as issued.
Result<PrintedLabels> draw_recorded(Workplace& workplace, const Lot& lot, const PrintJob& recorded,
                                    const LabelJob& job, const fs::path& path) {
  try {
    auto printed = print_labels(job, path);
    return printed ? printed : unfinished(workplace, lot, recorded, printed.error());
  } catch (const SystemFailure& failure) {
    throw SystemFailure(unfinished(workplace, lot, recorded, failure.error()));
  }
}

fs::path released_path(const Workplace& workplace, const PrintOrder& order, const Lot& lot,
                       const LabelTemplate& label, const PrintJob& job) {
  if (!order.out.empty()) return order.out;
  return workplace.folder() / "labels" /
         fmt::format("{}-{}-{}-job{}.pdf", lot.gtin.printed(), lot.code.text(), label.id, job.id);
}

}  // namespace

Result<PrintReport> print_lot_labels(Workplace& workplace, const Lot& lot, const PrintOrder& order,
                                     std::string_view passphrase) {
  auto label = find_template(workplace.folder(), order.template_id);
  if (!label) return label.error();
  const CodeKind kind = order.kind.value_or(label->code);
  if (auto checked = check_order(order, *label, kind); !checked) return checked.error();
  if (auto checked = check_out(order.out); !checked) return checked.error();
  if (auto checked = check_recalls(workplace.registry(), lot, workplace.now()); !checked)
    return checked.error();
  const unsigned dpi = order.dpi.value_or(label->stock.dpi);
  auto content = content_of(workplace, lot);
  if (!content) return content.error();

  std::optional<SigningKey> key;
  if (kind == CodeKind::item_seal) {
    auto loaded = sealing_key(workplace, content->lot_seal.claim.header.key_id,
                              lot.test ? std::string_view{} : passphrase);
    if (!loaded) return loaded.error();
    key = *loaded;
  }
  const std::vector<Serial> serials = listed_serials(kind, order.count, workplace.random());
  const ItemStream items(lot, *content, kind, key, serials);
  PrintJob widest;
  widest.first_serial = 1;
  const auto faults = check_template(*label, dpi, items.item(0, widest).uri);
  if (!faults.empty()) return faults.front();

  LabelJob job{*label,
               dpi,
               order.start_cell,
               lot.test,
               content->sample,
               fmt::format("{} – {}", content->item.fields["product_name"], lot.code.text()),
               workplace.now(),
               1,
               {}};
  const auto stream = [&](const PrintJob& recorded, std::uint32_t count) {
    job.count = count;
    job.next = [&items, recorded, count,
                at = std::uint32_t{0}]() mutable -> std::optional<LabelItem> {
      if (at == count) return std::nullopt;
      return items.item(at++, recorded);
    };
  };
  // One label to nowhere first: a text that does not fit must not cost a range of serials.
  stream(widest, 1);
  const fs::path trial = temporary_beside(workplace.folder() / "labels" / "trial.pdf");
  auto tried = print_labels(job, trial);
  fs::remove(trial);
  if (!tried) return tried.error();

  const PrintRequest request{.lot_id = lot.id,
                             .template_id = label->id,
                             .template_sha256 = label->sha256,
                             .kind = kind,
                             .labels = order.count};
  auto recorded = workplace.registry().add_print_job(
      request, workplace.now(), serials,
      [&](const PrintJob& made) { return print_leaf(lot.leaf_index, made, serials); });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_log(lot.test); !settled) return settled.error();
  stream(*recorded, order.count);
  const fs::path path = released_path(workplace, order, lot, *label, *recorded);
  auto printed = draw_recorded(workplace, lot, *recorded, job, path);
  if (!printed) return printed.error();
  return PrintReport{*recorded, *printed, content->warnings};
}

}  // namespace temgoc
