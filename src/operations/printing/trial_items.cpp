// What a template has to hold, from the workplace's own records.
#include <algorithm>

#include "operations/printing/label_fields.h"
#include "temgoc/label/sample_notice.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/lot_stocks.h"
#include "temgoc/printing/trial_items.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

// Of the printed width of a real one, and no more: its check character is wrong.
constexpr std::string_view kTrialShortCode = "7KQ2-M9XB-0", kTrialSerial = "0000001",
                           kTrialRollCode = "7ZK4M0Q8XW2RT", kTrialLabelNumber = "0001";
constexpr std::string_view kTrialHost = "tg.example.vn";

bool prints(const LabelTemplate& label, CodeKind kind) {
  return std::ranges::find(label.codes, kind) != label.codes.end();
}

// The longest address that the template's kinds of code hold. Its seal is zeros: no key's.
std::string longest_uri(const LabelTemplate& label, std::string_view host, const Gtin& gtin,
                        const LotCode& lot) {
  if (label.code == CodeKind::product_link) return product_uri(host, gtin);
  if (!prints(label, CodeKind::lot_seal) && !prints(label, CodeKind::item_seal))
    return listed_uri(host, gtin, lot, Serial::parse("0000000000000").value());
  Claim claim{{1, 0, {}, 1, kFirstPackDay, 0}, gtin, lot, std::nullopt};
  if (prints(label, CodeKind::item_seal)) claim.serial = Serial::sealed(1);
  return sealed_uri(host, {claim, {}});
}

// Where a template's items come from.
struct Source {
  const Registry& registry;
  Day today;
  std::string longest_host;
};

Source source_of(const Registry& registry, Day today, std::string host, const Settings& settings) {
  for (const std::string& known : settings.hosts)
    if (known.size() > host.size()) host = known;
  return {registry, today, std::move(host)};
}

LabelItem invented_item(const LabelTemplate& label, const LotCode& lot) {
  LabelItem item;
  item.fields = {{"product_name", "Khô cá dứa một nắng Cần Giờ"},
                 {"product_full_name", "Khô cá dứa một nắng Cần Giờ"},
                 {"product_name_en", "One-sun-dried pangasius"},
                 {"gtin", "2990001000360"},
                 {"cooperative_name", "Hợp tác xã Nông nghiệp – Dịch vụ Rừng Đước"},
                 {"cooperative_short_name", "HTX Rừng Đước"},
                 {"address", "Số 12 đường Rừng Sác, xã Bình Khánh, Thành phố Hồ Chí Minh"},
                 {"phone", "028\u00A03889\u00A00123"},
                 {"packed_on", "24/11/2026"},
                 {"expires_on", "23/05/2027"},
                 {"lot", lot.text()},
                 {"short_code", std::string(kTrialShortCode)},
                 {"net_content", "500\u00A0g"},
                 {"origin", "Việt Nam"},
                 {"ingredients", "Cá dứa (98 %), muối"},
                 {"ingredients_en", "Pangasius (98 %), salt"},
                 {"allergens", "Có chứa cá"},
                 {"allergens_en", "Contains fish"},
                 {"storage", "Bảo quản ở âm 18 °C, hoặc ngăn mát 0–4 °C trong 30 ngày"},
                 {"storage_conditions", "ở âm 18 °C, hoặc ngăn mát 0–4 °C trong 30 ngày"},
                 {"storage_en", "Keep at minus 18 °C, or 30 days at 0–4 °C"},
                 {"usage", "Rã đông, chiên hoặc nướng chín trước khi ăn"},
                 {"usage_en", "Thaw, then fry or grill before eating"},
                 {"warnings", "Không dùng khi bao bì rách, phồng hoặc có mùi lạ"},
                 {"warnings_en", "Do not eat if the pack is torn, swollen or smells off"},
                 {"quantity", "24 hộp"},
                 {"host", std::string(kTrialHost)},
                 {"sample_notice", std::string(kSampleNotice)},
                 {"certificate_line", "OCOP 4 sao số 12/QĐ-UBND, hiệu lực đến 30/06/2028"},
                 {"certificate_line_en", "OCOP, 4 stars, no. 12/QĐ-UBND, valid to 30/06/2028"}};
  item.stars = 4;
  if (label.code == CodeKind::product_link) {
    item.fields["product_name"] = item.fields["product_full_name"] =
        "Tham quan rừng đước và làng nghề cá khô";
    item.fields["product_name_en"] = "Mangrove forest and fishing village tour";
  }
  item.uri = longest_uri(label, kTrialHost, Gtin::parse("2990001000360").value(), lot);
  return item;
}

LabelItem item_of(const Source& source, const LabelTemplate& label, const Product& product,
                  const Cooperative& cooperative, const LotCode& lot) {
  LabelItem item;
  item.fields = product_fields(product, cooperative, source.today);
  item.fields["packed_on"] = to_dmy(source.today);
  if (product.shelf_life_days)
    item.fields["expires_on"] = to_dmy(source.today + std::chrono::days(*product.shelf_life_days));
  item.fields["lot"] = lot.text();
  item.fields["short_code"] = kTrialShortCode;
  item.fields["host"] = source.longest_host;
  item.uri = longest_uri(label, item.fields["host"], product.gtin, lot);
  return item;
}

void add_certificate(const Registry& registry, const Product& product, Day today, LabelItem& item) {
  const auto certificate =
      certificate_in_force(registry.certifications_for(product), product, today);
  if (certificate) show_certificate(*certificate, item);
}

// Nothing else prints a label's number.
bool is_for_rolls_alone(const LabelTemplate& label) {
  return label.frozen_text.find("{label_number") != std::string::npos;
}

void add_serial(const LabelTemplate& label, LabelItem& item) {
  if (is_for_rolls_alone(label)) {
    item.fields["serial"] = kTrialRollCode;
    item.fields["label_number"] = kTrialLabelNumber;
    return;
  }
  if (label.code == CodeKind::item_seal || label.code == CodeKind::item_link)
    item.fields["serial"] = kTrialSerial;
}

// A label of a long code must hold the serial too, where it may be printed with one.
void add_offered_serial(const LabelTemplate& label, LabelItem& item) {
  if (prints(label, CodeKind::item_seal) || prints(label, CodeKind::item_link))
    item.fields["serial"] = kTrialSerial;
}

void add_products(const Source& source, const LabelTemplate& label, const LotCode& lot,
                  TrialItems& trial) {
  const Registry& registry = source.registry;
  for (const Product& product : registry.products("")) {
    const bool service = product.is_service();
    if (product.closed || service != (label.code == CodeKind::product_link)) continue;
    const auto cooperative = registry.cooperative(product.cooperative_id);
    if (!cooperative) continue;
    trial.items.push_back(item_of(source, label, product, *cooperative, lot));
    add_certificate(registry, product, source.today, trial.items.back());
    trial.sample = trial.sample || product.sample || cooperative->sample;
  }
}

// Without a source: of nothing on record.
TrialItems trial_items(const Source* source, const LabelTemplate& label,
                       const std::optional<LotCode>& code) {
  TrialItems trial;
  const LotCode lot = code ? *code : LotCode::suggest(source ? source->today : kFirstPackDay, 99);
  if (source) add_products(*source, label, lot, trial);
  if (trial.items.empty()) trial = {{invented_item(label, lot)}, true};
  for (LabelItem& item : trial.items) {
    add_serial(label, item);
    if (code) add_offered_serial(label, item);
  }
  return trial;
}

bool is_too_long(const Error& fault) {
  return fault.code == "value_does_not_fit" || fault.code == "code_too_large";
}

bool holds(const LabelTemplate& label, const LabelItem& item) {
  for (const LabelLanguage language : label.languages) {
    const auto shown = in_language(label, language);
    if (!shown) return true;  // said by whoever checks or prints it
    if (std::ranges::any_of(check_values(*shown, {item}), is_too_long)) return false;
    if (std::ranges::any_of(check_template(*shown, label.stock.dpi, item.uri), is_too_long))
      return false;
  }
  return true;
}

}  // namespace

LotCode trial_lot_code(std::size_t letters) {
  return LotCode::parse(std::string_view("ABCDEFGHIJKLMNOPQRST").substr(0, letters)).value();
}

TrialItems trial_items(Workplace* workplace, const LabelTemplate& label,
                       const std::optional<LotCode>& code) {
  if (!workplace) return trial_items(static_cast<const Source*>(nullptr), label, code);
  const Source source = source_of(workplace->registry(), workplace->today(),
                                  workplace->host(workplace->test_only()), workplace->settings());
  return trial_items(&source, label, code);
}

TrialItems trial_items(const Site& site, const LabelTemplate& label,
                       const std::optional<LotCode>& code) {
  const Source source = source_of(site.registry(), site.today(), site.host(), site.settings());
  return trial_items(&source, label, code);
}

TrialItems trial_item(Workplace& workplace, const LabelTemplate& label, const Lot& lot) {
  return trial_item(workplace.registry(), workplace.today(), label, lot);
}

TrialItems trial_item(const Registry& registry, Day today, const LabelTemplate& label,
                      const Lot& lot) {
  const auto product = registry.product(std::string_view(lot.product_id)).value();
  const auto cooperative = registry.cooperative(lot.cooperative_id).value();
  LabelItem item;
  item.fields = label_fields(lot, product, cooperative, today);
  item.uri = longest_uri(label, lot.host, lot.gtin, lot.code);
  add_certificate(registry, product, today, item);
  add_serial(label, item);
  return {{std::move(item)}, product.sample || cooperative.sample, lot.test};
}

std::vector<std::string> templates_too_small(Workplace& workplace, const Lot& lot) {
  std::vector<std::string> small;
  for (const std::string& id : template_ids(workplace.folder())) {
    const auto label = find_template(workplace.folder(), id);
    if (!label || label->code == CodeKind::product_link) continue;
    LabelItem item = trial_item(workplace, *label, lot).items.front();
    add_offered_serial(*label, item);
    if (holds(*label, item)) continue;
    // Where a suggested code does not fit either, the code's length is not what is wrong.
    const LotCode usual = LotCode::suggest(lot.packed_on, 99);
    item.fields["lot"] = usual.text();
    item.uri = longest_uri(*label, lot.host, lot.gtin, usual);
    if (holds(*label, item)) small.push_back(id);
  }
  return small;
}

}  // namespace temgoc
