// What a lot must have before it is issued: its product, days, place and the key that will seal it.
#include <algorithm>

#include "operations/lots/lot_issuing.h"
#include "temgoc/workplace/other_cooperative.h"

namespace temgoc {
namespace {

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

Result<LotSubject> goods_of(const Workplace& workplace, const LotDraft& draft) {
  const Registry& registry = workplace.registry();
  auto product = registry.product(draft.gtin);
  if (!product) return Error{"product_unknown", "product", draft.gtin.printed()};
  if (product->closed)
    return Error{
        "product_closed", "product", draft.gtin.printed(), {}, {{"product", product->name}}};
  if (product->is_service()) {
    return Error{
        "product_is_service", "product", draft.gtin.printed(), {}, {{"product", product->name}}};
  }
  LotSubject goods{.product = *product,
                   .cooperative = registry.cooperative(product->cooperative_id).value(),
                   .certifications = registry.certifications_for(*product)};
  if (!draft.place_id.empty()) {
    goods.place = registry.place(draft.place_id);
    if (!goods.place) return Error{"place_unknown", "place", draft.place_id};
    if (goods.place->cooperative_id != goods.cooperative.id) {
      return of_other_cooperative(workplace.actor(),
                                  {"place_of_other_cooperative",
                                   "place",
                                   draft.place_id,
                                   {},
                                   {{"cooperative", goods.place->cooperative_id}}},
                                  {"place_unknown", "place", draft.place_id});
    }
  }
  return goods;
}

// What a verifier will later hold against the key, checked now.
Result<void> check_reach(const Workplace& workplace, const Trust::Key& key,
                         const LotSubject& goods) {
  const Gtin& gtin = goods.product.gtin;
  const auto in_scope = [&](const std::string& prefix) { return gtin.has_prefix(prefix); };
  if (std::ranges::none_of(key.entry.gtin_prefixes, in_scope)) {
    return Error{"gtin_out_of_scope",
                 "product",
                 gtin.printed(),
                 {},
                 {{"cooperative", goods.cooperative.name}}};
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
Result<const Trust::Key*> issuing_key(const Workplace& workplace, const LotSubject& goods) {
  const bool test = workplace.test_only();
  const KeyStatus in_use = test ? KeyStatus::test : KeyStatus::active;
  Error error{"key_missing",
              "cooperative",
              goods.cooperative.id,
              {},
              {{"cooperative", goods.cooperative.name}}};
  const auto records = workplace.registry().keys();
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (record->status != in_use || (!test && record->cooperative_id != goods.cooperative.id))
      continue;
    const Trust::Key* key = listed_key(workplace.trust(), *record);
    if (!key) {
      error.code = "key_not_trusted";
      error.args = {{"key_id", to_hex(record->id)}};
      continue;
    }
    if (test) return key;
    if (auto reach = check_reach(workplace, *key, goods); !reach) return reach.error();
    return key;
  }
  return error;
}

}  // namespace

Result<LotSubject> read_subject(const Workplace& workplace, const LotDraft& draft) {
  auto subject = goods_of(workplace, draft);
  if (!subject) return subject;
  auto key = issuing_key(workplace, *subject);
  if (!key) return key.error();
  subject->key = *key;
  subject->record_members = record_members_of(*subject, draft.packed_on);
  return subject;
}

Result<LotPlan> plan_lot(const Workplace& workplace, const LotDraft& draft, IssueMemory& memory) {
  return plan_lot(workplace, draft,
                  [&](const LotDraft& each) { return memory.subject(workplace, each); });
}

Result<LotPlan> plan_lot(const Workplace& workplace, const LotDraft& draft,
                         const SubjectOf& subject_of) {
  if (auto days = check_days(workplace, draft); !days) return days.error();
  auto subject = subject_of(draft);
  if (!subject) return subject.error();
  auto shelf_life = shelf_life_of(draft, (*subject)->product);
  if (!shelf_life) return shelf_life.error();
  return LotPlan{draft, *std::move(subject), *shelf_life};
}

Result<SigningKey> open_planned_key(const Workplace& workplace, const LotPlan& plan,
                                    std::string_view passphrase, IssueMemory& memory) {
  return memory.open(workplace.key_path(plan.key().id),
                     plan.is_test() ? std::string_view{} : passphrase, plan.key().entry.key);
}

}  // namespace temgoc
