// The keys that cooperatives sign with: made, replaced, retired, and cut when they were stolen.
#include <algorithm>
#include <charconv>

#include "console/command_line.h"
#include "console/pages/choices.h"
#include "console/pages/lot_views.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/keys/issuer_keys.h"

namespace temgoc {
namespace {

constexpr unsigned kLotsShown = 20;
constexpr std::size_t kMostReason = 300;

const char* tone_of(KeyStatus status) {
  if (status == KeyStatus::active) return "good";
  return status == KeyStatus::cut ? "bad" : "quiet";
}

std::string cooperative_name(const Visit& visit, const std::string& id) {
  const auto cooperative = visit.registry().cooperative(id);
  return cooperative ? cooperative->label_name() : id;
}

// Of the list in force: whether verifiers know of it.
bool is_listed(const Visit& visit, const IssuerKeyRecord& key) {
  return !visit.site().trust().find(key.id).empty();
}

View key_view(const Visit& visit, const IssuerKeyRecord& key) {
  View view;
  const std::string id = to_hex(key.id);
  view.set("id", id);
  view.set("href", "/issuer-keys/" + id);
  view.set("cooperative", cooperative_name(visit, key.cooperative_id));
  view.set("status", visit.word("key_status." + to_text(key.status)));
  view.set("tone", tone_of(key.status));
  view.set("made", clock_words(visit, key.created_at));
  if (key.packed_until) view.set("packed_until", to_dmy(*key.packed_until));
  if (key.cut_at) view.set("cut_at", number_words(visit, *key.cut_at));
  view.set("waits", View(key.status == KeyStatus::active && !is_listed(visit, key)));
  view.set("may_retire", View(key.status == KeyStatus::active));
  return view;
}

// Real keys in this person's sight, the newest first.
std::vector<IssuerKeyRecord> keys_in_sight(const Visit& visit) {
  std::vector<IssuerKeyRecord> keys;
  for (IssuerKeyRecord& key : visit.registry().keys())
    if (!key.cooperative_id.empty() && visit.sees(key.cooperative_id))
      keys.push_back(std::move(key));
  std::ranges::reverse(keys);
  return keys;
}

// Each cooperative with what it may be given: a first key, or the next.
void put_makers(const Visit& visit, View& view, const std::vector<IssuerKeyRecord>& keys) {
  View firsts = list_view(), nexts = list_view();
  for (const Cooperative& each : visit.registry().cooperatives()) {
    if (!visit.sees(each.id)) continue;
    const bool has = std::ranges::any_of(keys, [&](const IssuerKeyRecord& key) {
      return key.cooperative_id == each.id && key.status == KeyStatus::active;
    });
    put_choice(has ? nexts : firsts, each.id, each.label_name(),
               visit.typed("cooperative") == each.id);
  }
  put_list(view, "firsts", std::move(firsts));
  put_list(view, "nexts", std::move(nexts));
}

HttpResponse list_page(Visit& visit, const std::optional<Error>& error = {}) {
  const auto keys = keys_in_sight(visit);
  View view, list = list_view();
  for (const IssuerKeyRecord& key : keys) list.push_back(key_view(visit, key));
  put_list(view, "keys", std::move(list));
  put_makers(visit, view, keys);
  view.set("may_sign", View(visit.scope().empty()));
  put(view, "made_id", visit.asked("made"));
  put(view, "changed_id", visit.asked("changed"));
  return office_page(visit, "issuer_keys", "keys", std::move(view), error);
}

using MakeKey = decltype(&new_issuer_key);

HttpResponse made(Visit& visit, MakeKey make) {
  const std::string cooperative = visit.typed("cooperative");
  if (!visit.sees(cooperative)) return not_found_page(visit);
  const auto passphrase = new_passphrase(visit, "passphrase");
  if (!passphrase) return list_page(visit, passphrase.error());
  auto workplace = visit.open();
  if (!workplace) return list_page(visit, workplace.error());
  const auto key = make(*workplace, cooperative, *passphrase, {});
  if (!key) return list_page(visit, key.error());
  return redirect("/issuer-keys?made=" + to_hex(key->id));
}

std::optional<IssuerKeyRecord> key_asked(const Visit& visit) {
  for (const IssuerKeyRecord& key : keys_in_sight(visit))
    if (to_hex(key.id) == visit.place(0)) return key;
  return std::nullopt;
}

// "now" is the log's end as it stands.
Result<std::uint64_t> cut_typed(const Visit& visit, std::uint64_t log_size) {
  std::string typed = visit.typed("cut_at");
  std::erase(typed, '.');
  if (typed.empty()) return log_size;
  std::uint64_t cut = 0;
  const auto [end, fault] = std::from_chars(typed.data(), typed.data() + typed.size(), cut);
  if (fault != std::errc() || end != typed.data() + typed.size())
    return Error{"number_unreadable", "cut_at", shortened(typed)};
  if (cut > log_size)
    return Error{"cut_beyond_log", "cut_at", typed, {}, {{"size", std::to_string(log_size)}}};
  return cut;
}

// What a cut there means: the lots that the key logged last.
void put_cut(const Visit& visit, View& view, const IssuerKeyRecord& key, std::uint64_t cut_at) {
  View lots = list_view();
  for (const Lot& lot : visit.registry().lots_of_key(key.id, kLotsShown)) {
    const bool kept = lot.leaf_index < cut_at;
    View row;
    row.set("index", number_words(visit, lot.leaf_index));
    row.set("at", clock_words(visit, lot.issued_at));
    row.set("lot", lot.code.text());
    row.set("product", product_name(lot));
    row.set("href", lot_href(lot));
    row.set("kept", visit.word(kept ? "key.revoke.kept" : "key.revoke.lost"));
    row.set("tone", kept ? "good" : "bad");
    lots.push_back(std::move(row));
  }
  put_list(view, "lots", std::move(lots));
  view.set("cut_at", std::to_string(cut_at));
  view.set("cut_shown", number_words(visit, cut_at));
}

// One page for both: what it means first, then the key's id typed again.
struct KeyAct {
  const char* name;  // "retire" or "revoke"
  bool asks_cut;
};
constexpr KeyAct kRetire{"retire", false}, kRevoke{"revoke", true};

std::string command_of(const Visit& visit, const IssuerKeyRecord& key, const KeyAct& act,
                       const std::string& cut_at) {
  const std::string id = to_hex(key.id);
  CommandLine command(std::string("key ") + act.name);
  command.add(id);
  if (act.asks_cut)
    command.add("cut-at", cut_at).add("reason", visit.typed("reason")).add("confirm", id);
  else
    command.add("packed-until", visit.typed("packed_until")).add("reason", visit.typed("reason"));
  return command.text();
}

HttpResponse act_page(Visit& visit, const IssuerKeyRecord& key, const KeyAct& act,
                      const std::optional<Error>& error = {}, bool confirms = false) {
  View view;
  view.set("key", key_view(visit, key));
  view.set(act.name, View(true));
  view.set("href", "/issuer-keys/" + to_hex(key.id) + "/" + act.name);
  for (const char* name : {"reason", "packed_until"}) put(view, name, visit.typed(name));
  std::string cut_text;
  if (act.asks_cut) {
    const std::uint64_t size = visit.registry().log_size(key.realm);
    const auto cut = cut_typed(visit, size);
    put_cut(visit, view, key, cut ? *cut : size);
    cut_text = std::to_string(cut ? *cut : size);
    view.set("log_size", number_words(visit, size));
  }
  if (const auto last = visit.registry().last_packed_on(key.id))
    view.set("last_packed", to_dmy(*last));
  view.set("asks", View(!confirms));
  if (confirms) {
    View confirm;
    confirm.set("command", command_of(visit, key, act, cut_text));
    confirm.set("wrong", View(!visit.typed("confirm").empty()));
    view.set("confirm", std::move(confirm));
  }
  return office_page(visit, "key_act", "keys", std::move(view), error);
}

struct Retirement {
  std::optional<Day> packed_until = {};
  std::string reason = {};
};

Result<Retirement> retirement_typed(const Visit& visit, const IssuerKeyRecord&) {
  Retirement typed;
  if (const std::string day = visit.typed("packed_until"); !day.empty()) {
    auto read = parse_day(day, "packed_until");
    if (!read) return read.error();
    typed.packed_until = *read;
  }
  auto reason = clean_text(visit.typed("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  typed.reason = *std::move(reason);
  return typed;
}

struct Cut {
  std::uint64_t at = 0;
  std::string reason = {};
};

Result<Cut> cut_of_form(const Visit& visit, const IssuerKeyRecord& key) {
  auto at = cut_typed(visit, visit.registry().log_size(key.realm));
  if (!at) return at.error();
  auto reason = clean_text(visit.typed("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  if (reason->empty()) return Error{"reason_missing", "reason"};
  return Cut{*at, *std::move(reason)};
}

// Which page comes before the act; none: what it does was read and confirmed.
std::optional<HttpResponse> page_before(Visit& visit, const IssuerKeyRecord& key, const KeyAct& act,
                                        const std::optional<Error>& fault) {
  if (fault || !visit.typed("back").empty()) return act_page(visit, key, act, fault);
  if (visit.typed("confirm") != to_hex(key.id)) return act_page(visit, key, act, {}, true);
  return std::nullopt;
}

HttpResponse act_form(Visit& visit, const KeyAct& act) {
  const auto key = key_asked(visit);
  return key ? act_page(visit, *key, act) : not_found_page(visit);
}

template <class Form, class CarryOut>
HttpResponse act_sent(Visit& visit, const KeyAct& act, const Form& form_of,
                      const CarryOut& carry_out) {
  const auto key = key_asked(visit);
  if (!key) return not_found_page(visit);
  const auto typed = form_of(visit, *key);
  const auto fault = typed ? std::nullopt : std::optional(typed.error());
  if (auto page = page_before(visit, *key, act, fault)) return *std::move(page);
  auto workplace = visit.open();
  if (!workplace) return act_page(visit, *key, act, workplace.error());
  if (auto done = carry_out(*workplace, *key, *typed); !done)
    return act_page(visit, *key, act, done.error());
  return redirect("/issuer-keys?changed=" + to_hex(key->id));
}

}  // namespace

HttpResponse issuer_keys_page(Visit& visit) { return list_page(visit); }
HttpResponse issuer_key_made(Visit& visit) { return made(visit, new_issuer_key); }
HttpResponse issuer_key_rotated(Visit& visit) { return made(visit, rotate_issuer_key); }

HttpResponse key_retire_form(Visit& visit) { return act_form(visit, kRetire); }

HttpResponse key_retire_sent(Visit& visit) {
  return act_sent(visit, kRetire, retirement_typed,
                  [](Workplace& workplace, const IssuerKeyRecord& key, const Retirement& typed) {
                    return retire_issuer_key(workplace, key, typed.packed_until, typed.reason);
                  });
}

HttpResponse key_revoke_form(Visit& visit) { return act_form(visit, kRevoke); }

HttpResponse key_revoke_sent(Visit& visit) {
  return act_sent(visit, kRevoke, cut_of_form,
                  [](Workplace& workplace, const IssuerKeyRecord& key, const Cut& typed) {
                    return cut_issuer_key(workplace, key, typed.at, typed.reason);
                  });
}

}  // namespace temgoc
