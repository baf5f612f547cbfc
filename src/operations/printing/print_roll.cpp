// Draws a roll of codes that no lot has yet, reads it back, records it, and gives the file its
// name.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "operations/printing/feeds.h"
#include "operations/printing/ink_check.h"
#include "operations/printing/label_fields.h"
#include "operations/printing/labels_folder.h"
#include "operations/printing/placed_order.h"
#include "operations/printing/print_content.h"
#include "operations/printing/print_task.h"
#include "operations/printing/thermal_file.h"
#include "operations/printing/unread_file.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/printing/read_back.h"
#include "temgoc/printing/rolls.h"
#include "temgoc/workplace/out_path.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t kProgressEvery = 64;
constexpr int kNumberDigits = 4;

// What a label can say of its lot alone.
constexpr std::array<std::string_view, 5> kLotFields{"lot", "packed_on", "expires_on", "short_code",
                                                     "quantity"};

bool shows(std::string_view text, std::string_view field) {
  for (const char* before : {"{", "|"})
    for (const char* after : {"}", "|"})
      if (text.find(before + std::string(field) + after) != std::string_view::npos) return true;
  return false;
}

// The first of a lot's fields that the template shows.
std::optional<std::string_view> lot_field(const LabelTemplate& label) {
  for (const std::string_view field : kLotFields)
    for (const Box& box : label.boxes) {
      const bool in_text =
          shows(box.text, field) || std::ranges::any_of(box.texts, [&](const auto& each) {
            return shows(each.second, field);
          });
      if (in_text) return field;
    }
  return std::nullopt;
}

Result<void> check_template_kind(const LabelTemplate& label) {
  if (label.code == CodeKind::product_link)
    return Error{"template_without_lot", "template", label.id};
  if (std::ranges::find(label.codes, CodeKind::item_link) == label.codes.end())
    return Error{"code_kind_not_offered",
                 "codes",
                 to_text(CodeKind::item_link),
                 {},
                 {{"template", label.id}}};
  if (const auto field = lot_field(label))
    return Error{"template_needs_lot", "template", label.id, {}, {{"field", std::string(*field)}}};
  return {};
}

Result<void> check_order(const PrintOrder& order, const LabelTemplate& label) {
  const std::uint32_t cells = label.stock.cells();
  const std::uint32_t most = kMostPages * cells - (*order.start_cell - 1);
  if (*order.start_cell < 1 || *order.start_cell > cells)
    return Error{"start_cell_invalid",
                 "start",
                 std::to_string(*order.start_cell),
                 {},
                 {{"most", std::to_string(cells)}}};
  if (order.count < 1 || order.count > most)
    return Error{"count_invalid",
                 "count",
                 std::to_string(order.count),
                 {},
                 {{"most", std::to_string(most)}}};
  return {};
}

// A roll that no lot of the product could claim is not printed.
Result<void> check_claimable(const Workplace& workplace, const Product& product) {
  const Error named{{}, "product", product.gtin.printed(), {}, {{"product", product.name}}};
  const auto refuse = [&](const char* code) {
    Error error = named;
    error.code = code;
    return error;
  };
  if (product.closed) return refuse("product_closed");
  if (product.group && product.group->is_service()) return refuse("product_is_service");
  if (workplace.test_only()) return {};
  const auto cooperative = workplace.registry().cooperative(product.cooperative_id).value();
  Error error{
      "key_missing", "cooperative", cooperative.id, {}, {{"cooperative", cooperative.name}}};
  for (const IssuerKey& key : workplace.trust().list().keys) {
    if (key.status != KeyStatus::active || key.cooperative_id != cooperative.id) continue;
    const bool in_scope = std::ranges::any_of(key.gtin_prefixes, [&](const std::string& prefix) {
      return product.gtin.has_prefix(prefix);
    });
    if (!in_scope) {
      error = {"gtin_out_of_scope",
               "product",
               product.gtin.printed(),
               {},
               {{"cooperative", cooperative.name}}};
    } else if (std::ranges::find(key.hosts, workplace.host(false)) == key.hosts.end()) {
      error = {"host_not_trusted", "host", workplace.host(false)};
    } else {
      return {};
    }
  }
  return error;
}

// The certificate of today may have ended when the labels are used, so no label shows its stars.
PrintContent content_of(Workplace& workplace, const Product& product, const std::string& host) {
  const auto cooperative = workplace.registry().cooperative(product.cooperative_id).value();
  PrintContent content;
  content.item.fields = product_fields(product, cooperative, workplace.today());
  content.item.fields["host"] = host;
  content.sample = product.sample || cooperative.sample;
  content.title = product.name;
  return content;
}

class RollPrint {
 public:
  RollPrint(Workplace& workplace, const LabelTemplate& label, Roll roll, PrintContent content,
            const ProgressSink& progress)
      : workplace_(workplace),
        label_(label),
        roll_(std::move(roll)),
        content_(std::move(content)),
        progress_(progress) {
    while (codes_.size() < roll_.labels) codes_.push_back(Serial::listed(workplace.random()));
  }

  LabelItem item(std::uint32_t nth) const {
    LabelItem item = content_.item;
    item.fields["serial"] = codes_[nth].text();
    item.fields["label_number"] = fmt::format("{:0{}}", nth + 1, kNumberDigits);
    item.uri = roll_uri(roll_.host, roll_.gtin, codes_[nth]);
    return item;
  }

  // The template and what the first label would be, before all of them are drawn.
  Result<void> check() const {
    const LabelItem first = item(0);
    auto faults = check_template(label_, roll_.setup.dpi, first.uri);
    if (is_thermal()) {
      const auto light = check_inks(label_);
      faults.insert(faults.end(), light.begin(), light.end());
    }
    if (!faults.empty()) return faults.front();
    return check_ink(workplace_, {label_, roll_.setup, roll_.labels, first,
                                  roll_.realm.ends_with(kTestRealmSuffix), content_.sample});
  }

  // Into a file that nobody sees yet.
  Result<void> draw(const fs::path& path, std::uint32_t to_read) {
    wanted_ = spread(roll_.labels, std::min(to_read, roll_.labels));
    const UnreadFile drawing(fs::path(path).concat(".pdf"));
    auto printed = print_labels(whole_job(), is_thermal() ? drawing.path() : path);
    if (!printed) return printed.error();
    printed_ = *printed;
    if (!is_thermal()) return read(pages_of_pdf(path, roll_.setup.dpi), path);
    const auto feeds = feeds_of(roll_.labels, roll_.setup.cells, roll_.setup.start_cell);
    const auto file = write_thermal(drawing.path(), path, feeds, label_.stock, roll_.setup);
    if (!file) return file.error();
    return read(pages_of_thermal(*file, roll_.setup.dpi), path);
  }

  // On record with its log entry; the number that people call it by is known from here on.
  Result<void> record(const std::string& template_text) {
    return workplace_.record([&]() -> Result<RecordedAct> {
      auto stored = RollBook(workplace_.registry())
                        .add_roll(roll_, template_text, codes_,
                                  [&](const Roll& made) { return roll_leaf(made, codes_); });
      if (!stored) return stored.error();
      roll_ = *stored;
      return RecordedAct{"roll_printed",
                         {{"roll", std::to_string(roll_.id)},
                          {"labels", std::to_string(roll_.labels)},
                          {"product", content_.title}},
                         roll_.cooperative_id};
    });
  }

  const Roll& roll() const { return roll_; }
  const PrintedLabels& printed() const { return printed_; }
  std::uint32_t read_labels() const { return static_cast<std::uint32_t>(expected_.size()); }

 private:
  bool is_thermal() const { return roll_.setup.placement.language != PrinterLanguage::pdf; }

  LabelJob bare_job() const {
    LabelJob job{.label = label_};
    job.dpi = roll_.setup.dpi;
    job.start_cell = roll_.setup.start_cell;
    job.test = roll_.realm.ends_with(kTestRealmSuffix);
    job.sample = content_.sample;
    job.title = content_.title;
    job.made_at = roll_.at;
    job.count = roll_.labels;
    job.order = roll_.setup.placement.order;
    job.correction = roll_.setup.placement.correction;
    job.cut_marks = roll_.setup.placement.cut_marks;
    return job;
  }

  LabelJob whole_job() {
    LabelJob job = bare_job();
    expected_.clear();
    job.next = [this, nth = std::uint32_t{0}]() mutable {
      LabelItem next = item(nth);
      const unsigned place = roll_.setup.start_cell - 1 + nth++;
      if (std::ranges::binary_search(wanted_, nth))
        expected_.push_back(
            {nth, place / roll_.setup.cells + 1, place % roll_.setup.cells, next.uri});
      say(PrintProgress::Step::draw, nth, roll_.labels);
      return std::optional(std::move(next));
    };
    return job;
  }

  Result<void> read(const OpenPages& pages, const fs::path& beside) {
    const auto mark = expected_mark(bare_job(), item(0), beside);
    if (!mark) return mark.error();
    return read_back(
        pages, label_, roll_.setup.placement, expected_, *mark,
        [&](std::uint32_t done) { say(PrintProgress::Step::read_back, done, read_labels()); });
  }

  void say(PrintProgress::Step step, std::uint32_t done, std::uint32_t total) const {
    if (progress_ && (done % kProgressEvery == 0 || done == total)) progress_({step, done, total});
  }

  Workplace& workplace_;
  const LabelTemplate& label_;
  Roll roll_;
  PrintContent content_;
  const ProgressSink& progress_;
  std::vector<Serial> codes_ = {};
  std::vector<std::uint32_t> wanted_ = {};  // labels that are read back, from 1, rising
  std::vector<ExpectedCode> expected_ = {};
  PrintedLabels printed_ = {};
};

// Nobody has the labels, so nobody may claim them: as a job that failed, the roll is out of use.
Error given_up(Workplace& workplace, const Roll& roll, const std::string& cause) {
  const RollRun all{roll, 1, roll.labels};
  const Error error{"roll_not_released", {}, std::to_string(roll.id), {}, {{"cause", cause}}};
  try {
    (void)void_roll_labels(workplace, all, true, roll.who, "in không thành / print failed");
  } catch (const SystemFailure&) {
    // The disk that refused the file may refuse this too; unclaimed labels are never valid.
  }
  return error;
}

Result<void> release(const fs::path& drawn, const fs::path& path, bool named) {
  if (named) return release_new_file(drawn, path);
  release_file(drawn, path);
  return {};
}

void remember_sheet(Workplace& workplace, const LabelTemplate& label, const Roll& roll) {
  const std::uint64_t used = roll.setup.start_cell - 1 + roll.labels;
  workplace.registry().set_next_cell(
      roll.setup.placement.printer, label.stock.id,
      {static_cast<unsigned>(used % roll.setup.cells) + 1, roll.setup.placement.order},
      workplace.now());
}

Result<RollReport> print_checked(Workplace& workplace, const LabelTemplate& label, RollPrint& print,
                                 std::uint32_t to_read, bool named) {
  const fs::path labels = labels_folder(workplace);
  const fs::path beside = named ? fs::path(print.roll().setup.file).parent_path() : labels;
  const UnreadFile drawn(temporary_beside(beside / "roll"));
  if (auto done = print.draw(drawn.path(), to_read); !done) return done.error();
  if (auto recorded = print.record(label.frozen_text); !recorded) return recorded.error();
  const Roll& roll = print.roll();
  if (auto settled = workplace.settle_log(workplace.test_only()); !settled)
    return given_up(workplace, roll, settled.error().code);
  const fs::path path = roll_file(workplace.folder(), roll);
  try {
    if (auto released = release(drawn.path(), path, named); !released)
      return given_up(workplace, roll, released.error().code);
  } catch (const SystemFailure& failure) {
    throw SystemFailure(given_up(workplace, roll, failure.error().code));
  }
  remember_sheet(workplace, label, roll);
  return RollReport{roll, print.printed(), path, print.read_labels()};
}

}  // namespace

fs::path roll_file(const fs::path& folder, const Roll& roll) {
  if (!roll.setup.file.empty()) return roll.setup.file;
  return folder / "labels" /
         fmt::format("{}-roll{}-{}.{}", roll.gtin.printed(), roll.id, roll.template_id,
                     to_text(roll.setup.placement.language));
}

bool is_for_rolls(const LabelTemplate& label) {
  return static_cast<bool>(check_template_kind(label));
}

Result<RollReport> print_roll(Workplace& workplace, const Product& product, const PrintOrder& asked,
                              const ProgressSink& progress) {
  if (auto claimable = check_claimable(workplace, product); !claimable) return claimable.error();
  auto label = ordered_template(workplace, asked);
  if (!label) return label.error();
  if (auto fits = check_template_kind(*label); !fits) return fits.error();
  const auto order = on_printer(workplace, asked, *label);
  if (!order) return order.error();
  if (auto checked = check_order(*order, *label); !checked) return checked.error();
  if (auto checked = check_out(order->out); !checked) return checked.error();
  const bool test = workplace.test_only();
  PrintContent content = content_of(workplace, product, workplace.host(test));
  const auto translated = translation_faults(*label, content.item, product.id);
  if (!translated.refusals.empty()) return translated.refusals.front();
  if (auto proven =
          check_claims(*label, content.item, product,
                       workplace.registry().certifications_for(product), workplace.today());
      !proven)
    return proven.error();
  std::vector<Error> warnings = lacking_items(*label, content.item, product);
  warnings.insert(warnings.end(), translated.warnings.begin(), translated.warnings.end());
  const auto to_read = labels_to_read(workplace, order->count, order->read_back);
  if (!to_read) return to_read.error();
  Roll roll{.realm = workplace.realm(test),
            .cooperative_id = product.cooperative_id,
            .product_id = product.id,
            .gtin = product.gtin,
            .host = workplace.host(test),
            .template_id = label->id,
            .template_sha256 = label->sha256,
            .labels = order->count,
            .setup = placed_setup(workplace, *order, *label),
            .who = order->who,
            .at = workplace.now()};
  roll.setup.content = stored(content);
  RollPrint print(workplace, *label, std::move(roll), std::move(content), progress);
  if (auto checked = print.check(); !checked) return checked.error();
  auto report = print_checked(workplace, *label, print, *to_read, !order->out.empty());
  if (report) report->warnings = std::move(warnings);
  return report;
}

}  // namespace temgoc
