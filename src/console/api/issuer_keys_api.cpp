// The keys that cooperatives sign with: listed, made, replaced, retired, cut.
#include <algorithm>

#include "console/api/handlers.h"
#include "console/api/listing.h"
#include "console/api/problem.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/keys/issuer_keys.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr unsigned kLotsShown = 100;
constexpr std::size_t kMostReason = 300;

Json key_json(const ApiCall& call, const IssuerKeyRecord& key) {
  const bool listed = !call.site().trust().find(key.id).empty();
  return {{"key", to_hex(key.id)},
          {"cooperative", key.cooperative_id},
          {"status", to_text(key.status)},
          {"cut_at", key.cut_at ? Json(*key.cut_at) : Json(nullptr)},
          {"packed_until", key.packed_until ? Json(to_iso(*key.packed_until)) : Json(nullptr)},
          {"created_at", to_iso(key.created_at)},
          {"listed", listed}};
}

bool is_in_sight(const ApiCall& call, const IssuerKeyRecord& key) {
  return !key.cooperative_id.empty() && call.sees(key.cooperative_id);
}

Result<IssuerKeyRecord> key_asked(const ApiCall& call, const Registry& registry) {
  for (IssuerKeyRecord& key : registry.keys())
    if (is_in_sight(call, key) && to_hex(key.id) == call.place(0)) return std::move(key);
  return Error{"key_unknown", "key", shortened(call.place(0))};
}

// What is dangerous is asked for by name.
Result<void> check_confirmed(const ApiCall& call, const IssuerKeyRecord& key) {
  const std::string id = to_hex(key.id);
  if (call.text("confirm") == id) return {};
  return Error{
      "key_not_confirmed", "confirm", shortened(call.text("confirm")), {}, {{"key_id", id}}};
}

Result<std::string> reason_sent(const ApiCall& call) {
  return clean_text(call.text("reason"), "reason", kMostReason);
}

HttpResponse key_answer(const ApiCall& call, unsigned status, const Result<IssuerKeyRecord>& key) {
  if (!key) return problem_answer(call.request(), key.error());
  return json_answer(status, key_json(call, *key));
}

// The key as it stands once `change` is made.
template <class Change>
HttpResponse changed_key(ApiCall& call, const Change& change) {
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const auto key = key_asked(call, workplace->registry());
  if (!key) return problem_answer(call.request(), key.error());
  if (auto confirmed = check_confirmed(call, *key); !confirmed)
    return problem_answer(call.request(), confirmed.error());
  const auto reason = reason_sent(call);
  if (!reason) return problem_answer(call.request(), reason.error());
  if (auto done = change(*workplace, *key, *reason); !done)
    return problem_answer(call.request(), done.error());
  return key_answer(call, 200, find_issuer_key(*workplace, to_hex(key->id)));
}

std::uint64_t cut_sent(const ApiCall& call, std::optional<std::int64_t> sent,
                       const IssuerKeyRecord& key) {
  return sent ? static_cast<std::uint64_t>(*sent) : call.registry().log_size(key.realm);
}

}  // namespace

HttpResponse list_issuer_keys(ApiCall& call) {
  Json items = Json::array();
  auto keys = call.registry().keys();
  std::ranges::reverse(keys);
  for (const IssuerKeyRecord& key : keys)
    if (is_in_sight(call, key)) items.push_back(key_json(call, key));
  return page_answer(call, std::move(items), "");
}

HttpResponse create_issuer_key(ApiCall& call) {
  const std::string cooperative = call.text("cooperative");
  if (!call.sees(cooperative))
    return problem_answer(call.request(),
                          {"cooperative_unknown", "cooperative", shortened(cooperative)});
  const SecretText passphrase(call.text("passphrase"));
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const auto make = call.is_yes("replace") ? rotate_issuer_key : new_issuer_key;
  const auto key = make(*workplace, cooperative, passphrase, {});
  HttpResponse response = key_answer(call, 201, key);
  if (key) response.headers.emplace_back("Location", "/api/v1/issuer-keys/" + to_hex(key->id));
  return response;
}

HttpResponse show_issuer_key(ApiCall& call) {
  return key_answer(call, 200, key_asked(call, call.registry()));
}

// What a cut there means: the lots that the key logged last.
HttpResponse show_cut(ApiCall& call) {
  const auto key = key_asked(call, call.registry());
  if (!key) return problem_answer(call.request(), key.error());
  const std::string typed = call.asked("cut_at");
  if (!typed.empty() && (!is_digits(typed) || typed.size() > 18))
    return problem_answer(call.request(), {"api_parameter_invalid", "cut_at", shortened(typed)});
  const std::uint64_t size = call.registry().log_size(key->realm);
  const std::uint64_t cut_at = typed.empty() ? size : std::stoull(typed);
  Json lots = Json::array();
  for (const Lot& lot : call.registry().lots_of_key(key->id, kLotsShown))
    lots.push_back({{"lot", lot.code.text()},
                    {"gtin", lot.gtin.digits()},
                    {"leaf_index", lot.leaf_index},
                    {"issued_at", to_iso(lot.issued_at)},
                    {"kept", lot.leaf_index < cut_at}});
  return json_answer(200, {{"key", to_hex(key->id)},
                           {"cut_at", cut_at},
                           {"log_size", size},
                           {"lots", std::move(lots)}});
}

HttpResponse retire_key_asked(ApiCall& call) {
  std::optional<Day> packed_until;
  if (const std::string day = call.text("packed_until"); !day.empty()) {
    const auto read = parse_day(day, "packed_until");
    if (!read) return problem_answer(call.request(), read.error());
    packed_until = *read;
  }
  return changed_key(
      call, [&](Workplace& workplace, const IssuerKeyRecord& key, const std::string& reason) {
        return retire_issuer_key(workplace, key, packed_until, reason);
      });
}

HttpResponse revoke_key_asked(ApiCall& call) {
  return changed_key(
      call, [&](Workplace& workplace, const IssuerKeyRecord& key, const std::string& reason) {
        return cut_issuer_key(workplace, key, cut_sent(call, call.whole("cut_at"), key), reason);
      });
}

}  // namespace temgoc
