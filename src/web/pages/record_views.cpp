// Turns the fields of records into rows of a label and a value, with notes and links.
#include "web/pages/record_views.h"

#include <fmt/format.h>

#include <algorithm>

#include "temgoc/base/captions.h"
#include "temgoc/base/text.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/model/certificate_order.h"
#include "temgoc/model/green_claim.h"
#include "web/paths.h"

namespace temgoc {
namespace {

std::string month_words(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:02}/{}", static_cast<unsigned>(date.month()),
                     static_cast<int>(date.year()));
}

std::string year_words(Day day) {
  return std::to_string(static_cast<int>(std::chrono::year_month_day(day).year()));
}

std::string force_words(const Asked& asked, const Certification& certification, Day day,
                        std::optional<bool> in_force) {
  return in_force_words(certification, day, in_force, asked.language);
}

// Drawn only while the certificate is known to be in force.
std::string drawn_stars(const CertificationFinding& finding) {
  const auto stars = finding.certification.stars();
  if (!stars || finding.in_force_today != std::optional(true)) return {};
  std::string drawn;
  for (int i = 0; i < *stars; ++i) drawn += "★";
  return drawn;
}

View certification_rows(const Asked& asked, const CertificationFinding& finding,
                        std::optional<Day> packed_on) {
  const Certification& certification = finding.certification;
  View rows = list_view();
  if (packed_on)
    add_row(rows, asked.word("page.certification.then", {{"day", to_dmy(*packed_on)}}),
            {force_words(asked, certification, *packed_on, finding.in_force_on_packing)});
  const Day today = asked.site.today();
  RowText now{force_words(asked, certification, today, finding.in_force_today)};
  const std::string status = status_on(certification, today);
  // What has not begun is said by the words themselves.
  if (status != "active" && status != "not_yet")
    now.notes.push_back({asked.word("page.status." + status)});
  add_row(rows, asked.word("page.certification.today", {{"day", to_dmy(today)}}), now);
  add_row(rows, asked.word("field.number"), on_record(asked, certification.number));
  if (!certification.decision_no.empty())
    add_row(rows, asked.word("field.decision_no"), {certification.decision_no, true});
  RowText issuer = on_record(asked, certification.issuer);
  if (certification.issuer_level != IssuerLevel::unknown)
    issuer.notes.push_back({asked.word("issuer_level." + to_text(certification.issuer_level))});
  add_row(rows, asked.word("field.issuer"), issuer);
  if (certification.issued)
    add_row(rows, asked.word("field.issued"), {date_words(asked, *certification.issued)});
  if (const auto end = valid_through(certification))
    add_row(rows, asked.word("page.certification.end"), {date_words(asked, *end)});
  return rows;
}

std::string recall_title(const Asked& asked, const Recall& recall) {
  return asked.word("page.recall." + to_text(recall.scope));
}

}  // namespace

void add_row(View& rows, std::string label, const RowText& text) {
  View row;
  row.set("label", std::move(label));
  row.set("value", text.value);
  row.set("vi", View(text.vietnamese));
  put(row, "href", text.href);
  if (text.parts.shows()) row.set("parts", text.parts);
  View notes = list_view();
  for (const RowNote& note : text.notes) {
    View entry;
    put(entry, "note", note.said);
    put(entry, "own", note.own);
    notes.push_back(std::move(entry));
  }
  row.set("notes", std::move(notes));
  rows.push_back(std::move(row));
}

RowText then_and_now(const Asked& asked, RowText then, const std::string& now) {
  if (!now.empty() && now != then.value) then.notes.push_back({asked.word("page.now") + " ", now});
  return then;
}

std::string without_use_by(const Asked& asked, const LotFacts& facts) {
  return asked.word(never_expires(facts) ? "page.use_by.none" : "page.use_by.not_known");
}

RowText on_record(const Asked& asked, const std::string& value) {
  if (value.empty()) return {asked.word("page.not_on_record")};
  return {value, true};
}

RowText in_language(const Asked& asked, const std::string& vietnamese, const std::string& english) {
  if (asked.language == Language::en && !english.empty()) return {english};
  return on_record(asked, vietnamese);
}

RowText under(const Asked& asked, const char* caption, const std::string& vietnamese,
              const std::string& english) {
  const std::string own = without_caption(vietnamese, asked.word(caption));
  return in_language(asked, capitalised(own), english);
}

void add_label_rows(View& rows, const Asked& asked, const Product& product) {
  const auto row = [&](const char* key, const std::string& vietnamese, const std::string& english) {
    if (!vietnamese.empty()) add_row(rows, asked.word(key), under(asked, key, vietnamese, english));
  };
  row("page.product.origin", product.origin, {});
  row("page.product.ingredients", product.ingredients, product.ingredients_en);
  row("page.product.allergens", product.allergens, product.allergens_en);
  row("page.product.usage", product.usage, product.usage_en);
}

std::string date_words(const Asked& asked, const VagueDate& date) {
  using Precision = VagueDate::Precision;
  if (date.precision == Precision::day) return to_dmy(date.first);
  const std::string known =
      date.precision == Precision::month ? month_words(date.first) : year_words(date.first);
  return asked.word("page.date.vague", {{"date", known}});
}

RowText address_row(const Asked& asked, const std::vector<Address>& addresses, Day then) {
  const Day today = asked.site.today();
  const Address* written = address_on(addresses, then);
  if (written == nullptr) written = address_on(addresses, today);
  if (written == nullptr) return on_record(asked, {});
  RowText row{written->one_line(), true};
  const std::string now = now_called(addresses, then, today);
  const Address* before = address_on(addresses, kDistrictsEnded - std::chrono::days(1));
  if (!now.empty()) {
    row.notes.push_back({asked.word("page.now") + " ", now});
  } else if (before != nullptr && before->one_line() != row.value) {
    row.notes.push_back(
        {asked.word("page.before", {{"day", to_dmy(kDistrictsEnded)}}) + " ", before->one_line()});
  }
  return row;
}

void put_phone(View& view, const Cooperative& cooperative) {
  put(view, "phone", cooperative.phone);
  std::string digits;
  for (const char c : cooperative.phone)
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
  put(view, "tel", digits);
}

View cooperative_view(const Asked& asked, const Cooperative& cooperative, const Cooperative& issued,
                      Day then) {
  View rows = list_view();
  const RowText name{issued.name, true, asked.link(cooperative_path(cooperative.id))};
  add_row(rows, asked.word("cooperative"), then_and_now(asked, name, cooperative.name));
  add_row(rows, asked.word("page.address"), address_row(asked, cooperative.addresses, then));
  add_row(rows, asked.word("page.registration_no"), on_record(asked, cooperative.registration_no));
  View view;
  view.set("rows", std::move(rows));
  put_phone(view, cooperative);
  return view;
}

std::string kind_words(const Asked& asked, PlaceKind kind) {
  return asked.word("page.place." + to_text(kind));
}

std::string picture_href(const Site& site, const Gtin& gtin) {
  if (const auto product = site.registry().product(gtin); product && !product->picture.empty())
    return product_picture_path(gtin);
  for (const char* ending : {".jpg", ".png", ".webp"}) {
    std::error_code unreadable;
    if (std::filesystem::exists(site.folder() / "pictures" / (gtin.digits() + ending), unreadable))
      return product_picture_path(gtin);
  }
  return {};
}

std::string product_name(const Asked& asked, const Product& product) {
  return asked.language == Language::en && !product.name_en.empty() ? product.name_en
                                                                    : product.name;
}

std::string certification_name(const Asked& asked, const Certification& certification) {
  if (const auto stars = certification.stars())
    return certification.scheme + " " + asked.word("stars", {{"stars", std::to_string(*stars)}});
  return certification.scheme + (certification.level.empty() ? "" : " " + certification.level);
}

View certification_views(const Asked& asked, const std::vector<CertificationFinding>& findings,
                         std::optional<Day> packed_on) {
  View list = list_view();
  for (const CertificationFinding& finding : findings) {
    View card;
    const Certification& certification = finding.certification;
    card.set("name", certification.stars() ? certification_name(asked, certification)
                                           : certification.scheme);
    if (!certification.stars()) put(card, "level", certification.level);
    card.set("href", asked.link(certification_path(finding.certification.id)));
    put(card, "stars", drawn_stars(finding));
    card.set("rows", certification_rows(asked, finding, packed_on));
    list.push_back(std::move(card));
  }
  return list;
}

std::vector<CertificationFinding> findings_of(const std::vector<Certification>& certifications,
                                              Day today) {
  std::vector<CertificationFinding> findings;
  for (const Certification& certification : certifications)
    findings.push_back({certification, std::nullopt, in_force(certification, today)});
  std::ranges::sort(findings, [today](const auto& a, const auto& b) {
    return comes_before(a.certification, b.certification, today);
  });
  return findings;
}

// A green or organic certificate without its evidence is left out.
void put_certifications(View& view, const Asked& asked,
                        const std::vector<CertificationFinding>& all,
                        std::optional<Day> packed_on) {
  std::vector<CertificationFinding> findings;
  std::ranges::copy_if(all, std::back_inserter(findings), [&](const CertificationFinding& each) {
    return may_be_shown(each.certification, asked.site.today());
  });
  view.set("show_certifications", View(true));
  view.set("certifications", certification_views(asked, findings, packed_on));
  view.set("no_certifications", View(findings.empty()));
}

View evidence_views(const Asked& asked, const std::vector<Evidence>& evidence) {
  View list = list_view();
  for (const Evidence& each : evidence) {
    View item;
    item.set("title", each.title);
    item.set("kind", asked.word("evidence_kind." + to_text(each.kind)));
    item.set(each.file.ends_with(".pdf") ? "paper" : "photo", evidence_path(each.file));
    list.push_back(std::move(item));
  }
  return list;
}

View recall_views(const Asked& asked, const std::vector<Recall>& recalls) {
  View list = list_view();
  for (const Recall& recall : recalls) {
    View view;
    view.set("recall_title", recall_title(asked, recall));
    view.set("recall_reason", recall.reason);
    if (recall.instruction.empty()) view.set("recall_do", asked.word("page.recall.standard"));
    put(view, "recall_do_given", recall.instruction);
    view.set("recall_since", to_dmy(recall.since));
    list.push_back(std::move(view));
  }
  return list;
}

}  // namespace temgoc
