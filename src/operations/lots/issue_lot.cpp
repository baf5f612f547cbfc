// Register, sign, store, log: the life of a lot up to the moment that labels may be printed.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "temgoc/base/text.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/model/certificate_order.h"
#include "temgoc/model/records.h"
#include "temgoc/printing/trial_items.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr unsigned kWarnCertificateDays = 30;

struct Facts {
  Product product;
  Cooperative cooperative;
  std::vector<Certification> certifications;
  std::optional<Place> place;
  unsigned shelf_life_days = 0;
};

Result<void> check_days(const Workplace& workplace, const LotDraft& draft) {
  const Day today = workplace.today();
  const auto refuse = [&](const char* code, Day bound) {
    return Error{code, "packed", to_dmy(draft.packed_on), {}, {{"bound", to_dmy(bound)}}};
  };
  const bool tomorrow = workplace.settings().pack_tomorrow;
  const Day last = today + std::chrono::days(tomorrow ? 1 : 0);
  if (draft.packed_on > last)
    return refuse(tomorrow ? "packed_after_tomorrow" : "packed_in_future", last);
  if (draft.packed_on < kFirstPackDay) return refuse("packed_before_2020", kFirstPackDay);
  const Day oldest = today - std::chrono::days(workplace.settings().max_backdate_days);
  if (draft.packed_on < oldest && draft.backdate_reason.empty())
    return refuse("packed_too_long_ago", oldest);
  return {};
}

Result<unsigned> shelf_life_of(const LotDraft& draft, const Product& product) {
  const unsigned days = draft.shelf_life_days.value_or(product.shelf_life_days.value_or(0));
  if (days > kMaxShelfLifeDays) {
    return Error{"shelf_life_too_long",
                 "shelf_life",
                 std::to_string(days),
                 {},
                 {{"most", std::to_string(kMaxShelfLifeDays)}}};
  }
  // A seal without a use-by day says for ever that there is none.
  if (days == 0 && !product.shelf_life_days)
    return Error{"shelf_life_not_known", "shelf_life", product.id, {}, {{"product", product.name}}};
  return days;
}

Result<Facts> facts_of(const Workplace& workplace, const Registry& registry,
                       const LotDraft& draft) {
  auto product = registry.product(draft.gtin);
  if (!product) return Error{"product_unknown", "product", draft.gtin.printed()};
  if (product->closed)
    return Error{
        "product_closed", "product", draft.gtin.printed(), {}, {{"product", product->name}}};
  if (product->group && product->group->is_service()) {
    return Error{
        "product_is_service", "product", draft.gtin.printed(), {}, {{"product", product->name}}};
  }
  if (auto days = check_days(workplace, draft); !days) return days.error();
  auto shelf_life = shelf_life_of(draft, *product);
  if (!shelf_life) return shelf_life.error();
  Facts facts{*product,
              registry.cooperative(product->cooperative_id).value(),
              registry.certifications_for(*product),
              {},
              *shelf_life};
  if (!draft.place_id.empty()) {
    facts.place = registry.place(draft.place_id);
    if (!facts.place) return Error{"place_unknown", "place", draft.place_id};
    if (facts.place->cooperative_id != facts.cooperative.id) {
      return Error{"place_of_other_cooperative",
                   "place",
                   draft.place_id,
                   {},
                   {{"cooperative", facts.place->cooperative_id}}};
    }
  }
  return facts;
}

// What a verifier will later hold against the key, checked now.
Result<void> check_reach(const Workplace& workplace, const Trust::Key& key, const Facts& facts,
                         const LotDraft& draft) {
  const auto in_scope = [&](const std::string& prefix) { return draft.gtin.has_prefix(prefix); };
  if (std::ranges::none_of(key.entry.gtin_prefixes, in_scope)) {
    return Error{"gtin_out_of_scope",
                 "product",
                 draft.gtin.printed(),
                 {},
                 {{"cooperative", facts.cooperative.name}}};
  }
  if (std::ranges::find(key.entry.hosts, workplace.host(false)) == key.entry.hosts.end()) {
    return Error{"host_not_trusted", "host", workplace.host(false)};
  }
  return {};
}

const Trust::Key* listed_key(const Trust& trust, const IssuerKeyRecord& record) {
  for (const Trust::Key* key : trust.find(record.id)) {
    if (key->entry.key == record.key && key->entry.status == record.status) return key;
  }
  return nullptr;
}

// Of the keys in use the newest that the trust list holds: while a key is being replaced the older
// one goes on until a list with the new one is signed.
Result<const Trust::Key*> issuing_key(const Workplace& workplace, const Facts& facts,
                                      const LotDraft& draft) {
  const bool test = workplace.test_only();
  const KeyStatus in_use = test ? KeyStatus::test : KeyStatus::active;
  Error error{"key_missing",
              "cooperative",
              facts.cooperative.id,
              {},
              {{"cooperative", facts.cooperative.name}}};
  const auto records = workplace.registry().keys();
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (record->status != in_use || (!test && record->cooperative_id != facts.cooperative.id))
      continue;
    const Trust::Key* key = listed_key(workplace.trust(), *record);
    if (!key) {
      error.code = "key_not_trusted";
      error.args = {{"key_id", to_hex(record->id)}};
      continue;
    }
    if (test) return key;
    if (auto reach = check_reach(workplace, *key, facts, draft); !reach) return reach.error();
    return key;
  }
  return error;
}

Json certification_facts(const std::vector<Certification>& certifications, Day packed_on) {
  Json list = Json::array();
  for (const Certification& certification : certifications) {
    Json entry = to_json(certification);
    const auto in_force_then = in_force(certification, packed_on);
    entry["in_force_on_packing"] = in_force_then ? Json(*in_force_then) : Json(nullptr);
    list.push_back(std::move(entry));
  }
  return list;
}

// All that was known when the lot was issued. Its hash is in the log, so that a later edit shows.
std::string record_of(const Facts& facts, const LotDraft& draft, Instant issued_at,
                      const ShortCode& short_code, const std::string& host) {
  return canonical_json(
      Json{{"cooperative", to_json(facts.cooperative)},
           {"product", to_json(facts.product)},
           {"place", facts.place ? to_json(*facts.place) : Json(nullptr)},
           {"certifications", certification_facts(facts.certifications, draft.packed_on)},
           {"packed_on", to_iso(draft.packed_on)},
           {"shelf_life_days", facts.shelf_life_days},
           {"quantity", draft.quantity.amount_text()},
           {"unit", draft.quantity.unit},
           {"host", host},
           {"request_id", text_or_null(draft.request_id)},
           {"short_code", short_code.text()},
           {"issued_at", to_iso(issued_at)}});
}

// All that a lot needs before its number.
struct Issuing {
  const Workplace& workplace;
  Facts facts;
  const LotDraft& draft;
  const Trust::Key& key;
  SigningKey signing_key;
  bool is_test() const { return key.entry.status == KeyStatus::test; }
};

Result<Lot> make_lot(const Issuing& issuing, const LotAllocation& allocation) {
  const LotDraft& draft = issuing.draft;
  const bool test = issuing.is_test();
  const LotCode code =
      draft.code ? *draft.code : LotCode::suggest(draft.packed_on, allocation.nth_of_day);
  // In a sentence it could not be told from punctuation (docs/seal_format.md).
  if (code.text().ends_with('.') || code.text().ends_with('-'))
    return Error{"lot_code_end", "lot", code.text()};
  const Claim claim{{1, 0, issuing.key.id, allocation.issue_number, draft.packed_on,
                     static_cast<std::uint16_t>(issuing.facts.shelf_life_days)},
                    draft.gtin,
                    code,
                    std::nullopt};
  const SealedClaim sealed{claim,
                           issuing.signing_key.sign(signed_message(claim, issuing.key.realm))};
  const Instant issued_at = issuing.workplace.now();
  return Lot{.realm = issuing.key.realm,
             .test = test,
             .cooperative_id = issuing.facts.cooperative.id,
             .product_id = issuing.facts.product.id,
             .gtin = draft.gtin,
             .code = code,
             .short_code = allocation.short_code,
             .issue_number = allocation.issue_number,
             .seal = seal_bytes(sealed),
             .host = issuing.workplace.host(test),
             .packed_on = draft.packed_on,
             .shelf_life_days = issuing.facts.shelf_life_days,
             .quantity = draft.quantity,
             .place_id = draft.place_id,
             .request_id = draft.request_id,
             .backdate_reason = draft.backdate_reason,
             .issued_at = issued_at,
             .record = record_of(issuing.facts, draft, issued_at, allocation.short_code,
                                 issuing.workplace.host(test)),
             .leaf_index = allocation.leaf_index};
}

// The facts in which a standing lot differs from what is asked now; empty: it is the same lot.
std::string differences(const Lot& lot, const LotDraft& draft, unsigned shelf_life_days) {
  std::vector<std::string> fields;
  if (lot.gtin != draft.gtin) fields.emplace_back("product");
  if (draft.code && lot.code != *draft.code) fields.emplace_back("lot");
  if (lot.packed_on != draft.packed_on) fields.emplace_back("packed");
  if (lot.shelf_life_days != shelf_life_days) fields.emplace_back("shelf_life");
  if (lot.quantity.thousandths != draft.quantity.thousandths) fields.emplace_back("quantity");
  if (lot.quantity.unit != draft.quantity.unit) fields.emplace_back("unit");
  if (lot.place_id != draft.place_id) fields.emplace_back("place");
  if (!draft.request_id.empty() && lot.request_id != draft.request_id)
    fields.emplace_back("request_id");
  return fmt::format("{}", fmt::join(fields, ", "));
}

// Where the product has OCOP certificates and none was in force on the packing day: the one that
// began last.
std::optional<Error> certificate_not_in_force(const Facts& facts, Day packed_on) {
  const Certification* nearest = nullptr;
  for (const Certification& certification : facts.certifications) {
    if (!certification.is_ocop()) continue;
    if (in_force(certification, packed_on) != std::optional(false)) return std::nullopt;
    const auto begin = [](const Certification& c) { return c.issued ? c.issued->last : Day{}; };
    if (!nearest || begin(*nearest) < begin(certification)) nearest = &certification;
  }
  if (!nearest) return std::nullopt;
  return Error{"certificate_not_in_force",
               "certification",
               nearest->id,
               {},
               {{"packed", to_dmy(packed_on)}, {"status", status_on(*nearest, packed_on)}}};
}

// The recognition that counts on the packing day.
const Certification* newest_in_force(const Facts& facts, Day packed_on) {
  const Certification* newest = nullptr;
  for (const Certification& certification : facts.certifications) {
    if (!certification.is_ocop() || in_force(certification, packed_on) != std::optional(true))
      continue;
    if (!newest || is_newer(certification, *newest)) newest = &certification;
  }
  return newest;
}

std::optional<Error> certificate_ending(const Certification& certification, const Lot& lot) {
  const auto end = valid_through(certification);
  if (!end) return std::nullopt;
  if (lot.expires_on() && *lot.expires_on() > end->last)
    return Error{"shelf_life_past_certificate",
                 "shelf_life",
                 to_dmy(*lot.expires_on()),
                 {},
                 {{"end", date_words(*end)}, {"certification", certification.id}}};
  if (end->first - lot.packed_on > std::chrono::days(kWarnCertificateDays)) return std::nullopt;
  return Error{
      "certificate_ends_soon", "certification", certification.id, {}, {{"end", date_words(*end)}}};
}

RecordedAct act_of(const Lot& lot) {
  return {
      "lot",
      {{"lot", lot.code.text()}, {"gtin", lot.gtin.digits()}, {"code", lot.short_code.printed()}},
      lot.cooperative_id};
}

// A code as it is suggested for the first lots of a day fits every template.
std::optional<Error> too_long_for_labels(Workplace& workplace, const Lot& lot,
                                         IssueMemory& memory) {
  if (lot.code.text().size() <= LotCode::suggest(lot.packed_on, 1).text().size())
    return std::nullopt;
  const auto& small = memory.templates_too_small_for(workplace, lot);
  if (small.empty()) return std::nullopt;
  return Error{"lot_code_too_long_for",
               "lot",
               lot.code.text(),
               {},
               {{"templates", fmt::format("{}", fmt::join(small, ", "))}}};
}

std::vector<Error> warnings_of(Workplace& workplace, const Facts& facts, const Lot& lot,
                               IssueMemory& memory) {
  std::vector<Error> warnings;
  if (auto too_long = too_long_for_labels(workplace, lot, memory)) warnings.push_back(*too_long);
  const Instant trust_end = workplace.trust().list().expires_at;
  if (workplace.now() >= trust_end)
    warnings.push_back({"trust_list_expired", {}, to_dmy(vietnam_day(trust_end))});
  if (auto lapsed = certificate_not_in_force(facts, lot.packed_on)) warnings.push_back(*lapsed);
  if (const Certification* newest = newest_in_force(facts, lot.packed_on)) {
    if (auto ending = certificate_ending(*newest, lot)) warnings.push_back(*ending);
  }
  return warnings;
}

Result<Issuing> prepare(const Workplace& workplace, const LotDraft& draft,
                        std::string_view passphrase, IssueMemory& memory) {
  auto facts = facts_of(workplace, workplace.registry(), draft);
  if (!facts) return facts.error();
  auto key = issuing_key(workplace, *facts, draft);
  if (!key) return key.error();
  const bool test = (*key)->entry.status == KeyStatus::test;
  auto signing_key = memory.open(workplace.key_path((*key)->id),
                                 test ? std::string_view{} : passphrase, (*key)->entry.key);
  if (!signing_key) return signing_key.error();
  return Issuing{workplace, *std::move(facts), draft, **key, *std::move(signing_key)};
}

Result<IssuedLot> record_lot(Workplace& workplace, const Issuing& issuing) {
  const LotDraft& draft = issuing.draft;
  const LotRequest request{issuing.key.realm, issuing.key.id,   draft.gtin,
                           draft.code,        draft.request_id, draft.packed_on};
  std::optional<IssuedLot> issued;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    auto done = workplace.registry().issue_lot(
        request, workplace.random(),
        [&](const LotAllocation& allocation) { return make_lot(issuing, allocation); }, lot_leaf);
    if (!done) return done.error();
    issued = *std::move(done);
    return issued->created ? act_of(issued->lot) : RecordedAct{};
  });
  if (!recorded) return recorded.error();
  return *std::move(issued);
}

// A lot that stood before is the one that was asked for, or a conflict.
Result<void> check_standing(const Workplace& workplace, const Issuing& issuing,
                            const IssuedLot& issued) {
  if (issued.created) return {};
  if (const auto cancelled = workplace.registry().cancellation(issued.lot.id))
    return lot_is_cancelled(issued.lot, *cancelled);
  const std::string fields = differences(issued.lot, issuing.draft, issuing.facts.shelf_life_days);
  if (fields.empty()) return {};
  return Error{"lot_differs", "lot", issued.lot.code.text(), {}, {{"fields", fields}}};
}

IssueReport report_of(Workplace& workplace, const Issuing& issuing, const IssuedLot& issued,
                      IssueMemory& memory) {
  return {issued.lot, lot_url(issued.lot), issued.created,
          warnings_of(workplace, issuing.facts, issued.lot, memory)};
}

}  // namespace

Result<SigningKey> IssueMemory::open(const std::filesystem::path& file, std::string_view passphrase,
                                     const PublicKeyBytes& expected) {
  const auto found = open_.find(file.string());
  if (found != open_.end() && found->second.passphrase == passphrase &&
      found->second.key.public_key() == expected)
    return found->second.key;
  auto key = load_key(file, passphrase, expected);
  if (key) open_.insert_or_assign(file.string(), Opened{SecretText(passphrase), *key});
  return key;
}

const std::vector<std::string>& IssueMemory::templates_too_small_for(Workplace& workplace,
                                                                     const Lot& lot) {
  const auto [found, is_new] = too_small_.try_emplace({lot.product_id, lot.code.text().size()});
  if (is_new) found->second = templates_too_small(workplace, lot);
  return found->second;
}

Result<IssueReport> issue_lot(Workplace& workplace, const LotDraft& draft,
                              std::string_view passphrase) {
  IssueMemory memory;
  auto issuing = prepare(workplace, draft, passphrase, memory);
  if (!issuing) return issuing.error();
  auto issued = record_lot(workplace, *issuing);
  if (!issued) return issued.error();
  if (auto standing = check_standing(workplace, *issuing, *issued); !standing)
    return standing.error();
  if (auto settled = workplace.settle_log(issuing->is_test()); !settled) return settled.error();
  return report_of(workplace, *issuing, *issued, memory);
}

std::vector<Result<IssueReport>> issue_lots(Workplace& workplace,
                                            const std::vector<LotOrder>& orders,
                                            IssueMemory& memory) {
  std::vector<Result<Issuing>> prepared;
  prepared.reserve(orders.size());
  for (const LotOrder& order : orders)
    prepared.push_back(prepare(workplace, order.draft, order.passphrase, memory));
  std::vector<Result<IssuedLot>> issued;
  issued.reserve(orders.size());
  const auto committed = workplace.registry().transaction([&]() -> Result<void> {
    for (std::size_t i = 0; i < orders.size(); ++i) {
      workplace.act_as(orders[i].actor);
      issued.push_back(prepared[i] ? record_lot(workplace, *prepared[i])
                                   : Result<IssuedLot>(prepared[i].error()));
    }
    return {};
  });
  if (!committed) throw SystemFailure(committed.error());
  if (auto settled = workplace.settle_logs(); !settled) throw SystemFailure(settled.error());
  std::vector<Result<IssueReport>> reports;
  reports.reserve(orders.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const auto report = [&]() -> Result<IssueReport> {
      if (!issued[i]) return issued[i].error();
      if (auto standing = check_standing(workplace, *prepared[i], *issued[i]); !standing)
        return standing.error();
      return report_of(workplace, *prepared[i], *issued[i], memory);
    };
    reports.push_back(report());
  }
  return reports;
}

Result<Lot> find_lot(Workplace& workplace, std::string_view gtin, std::string_view code) {
  const Error unknown{"lot_unknown", "lot", std::string(code)};
  if (gtin.empty()) {
    auto short_code = ShortCode::parse(code);
    if (!short_code) {
      const bool looks_typed = short_code.error().code == "short_code_check";
      return looks_typed ? short_code.error() : Error{"lot_code_alone", "lot", shortened(code)};
    }
    auto lot = workplace.registry().lot(*short_code);
    return lot ? Result<Lot>(*lot) : unknown;
  }
  auto product = Gtin::parse(gtin);
  if (!product) return product.error();
  auto lot_code = LotCode::parse(code);
  if (!lot_code) return lot_code.error();
  for (bool test : {false, true}) {
    if (auto lot = workplace.registry().lot(workplace.realm(test), *product, *lot_code))
      return *lot;
  }
  return unknown;
}

}  // namespace temgoc
