// The trust list: what is in force, what waits for root signatures, and the way of a draft to its
// holders and back.
#include <algorithm>

#include "console/pages/lot_views.h"
#include "console/pages/office/office_views.h"
#include "console/pages/office/trust_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/keys/root_ceremony.h"
#include "temgoc/seal/trust_changes.h"

namespace temgoc {
namespace {

std::string value_words(const Visit& visit, const std::string& field, const std::string& value) {
  if (field == "status") return visit.word("key_status." + value);
  return visit.word("date.day", {{"at", value}});
}

View field_view(const Visit& visit, const TrustChange::Field& field) {
  View view, gone = list_view(), come = list_view();
  for (const std::string& value : field.gone) gone.push_back(value_words(visit, field.name, value));
  for (const std::string& value : field.come) come.push_back(value_words(visit, field.name, value));
  view.set("name", visit.word("trust_field." + field.name));
  put_list(view, "gone", std::move(gone));
  put_list(view, "come", std::move(come));
  return view;
}

void put_changes(const Visit& visit, View& view, const std::vector<TrustChange>& changes) {
  View list = list_view();
  for (const TrustChange& change : changes) {
    View row, fields = list_view();
    row.set("id", to_hex(change.id));
    row.set("kind", visit.word("trust_change." + to_text(change.kind)));
    row.set("name", change.cooperative_name.empty() ? "–" : change.cooperative_name);
    for (const TrustChange::Field& field : change.fields)
      fields.push_back(field_view(visit, field));
    row.set("fields", std::move(fields));
    list.push_back(std::move(row));
  }
  put_list(view, "changes", std::move(list));
}

Result<void> put_in_force(const Visit& visit, View& view, const Workplace& workplace) {
  const TrustList& list = workplace.trust().list();
  auto note = PendingNote::parse(workplace.trust_note());
  if (!note) return note.error();
  View shown;
  shown.set("version", std::to_string(list.version));
  shown.set("issued", clock_words(visit, list.issued_at));
  shown.set("expires", to_dmy(vietnam_day(list.expires_at)));
  shown.set("over", View(list.expires_at <= visit.now()));
  shown.set("keys", std::to_string(std::ranges::count_if(list.keys, [](const IssuerKey& key) {
              return !key.cooperative_id.empty();
            })));
  shown.set("signatures", signatures_view(visit, signatures_of(*note, workplace.roots())));
  view.set("in_force", std::move(shown));
  return {};
}

void put_waiting(const Visit& visit, View& view, const Ceremony& ceremony) {
  View waiting, all = list_view();
  waiting.set("version", std::to_string(std::get<TrustList>(ceremony.content).version));
  waiting.set("outdated", View(ceremony.outdated));
  for (const RootSignatures& each : ceremony.signatures)
    all.push_back(signatures_view(visit, each));
  waiting.set("signatures", std::move(all));
  view.set("waiting", std::move(waiting));
}

// What stands, what waits, and how the next list differs from what stands.
Result<void> put_all(const Visit& visit, View& view, Workplace& workplace) {
  if (auto put = put_in_force(visit, view, workplace); !put) return put;
  auto waiting = pending_ceremony(workplace, RootPaper::trust_list);
  if (!waiting) return waiting.error();
  if (*waiting) put_waiting(visit, view, **waiting);
  auto next = list_to_sign(workplace);
  if (!next) return next.error();
  const TrustList& before = workplace.trust().list();
  const auto changes = trust_changes(before, *next);
  put_changes(visit, view, changes);
  view.set("must_confirm", View(names_issuers(before)));
  // A new root set takes force with the first list that it signs, changed or not.
  const bool may_sign = workplace.next_roots() || !changes.empty() ||
                        before.expires_at <= visit.now() + std::chrono::days(60);
  view.set("next_roots", View(workplace.next_roots().has_value()));
  view.set("worth_signing", View(may_sign || waiting->has_value()));
  return {};
}

HttpResponse page(Visit& visit, std::optional<Error> error = {}) {
  View view;
  auto workplace = visit.open();
  if (!workplace && !error) error = workplace.error();
  if (workplace)
    if (auto put = put_all(visit, view, *workplace); !put && !error) error = put.error();
  view.set("root_folder", visit.typed("root_folder").empty()
                              ? root_keys_beside(visit.house().folder).string()
                              : visit.typed("root_folder"));
  const std::string done = visit.asked("done");
  for (const char* each : {"drafted", "kept", "in_force"})
    if (done == each) view.set("done", visit.word(std::string("console.trust.done.") + each));
  return office_page(visit, "trust", "trust", std::move(view), error);
}

// Every change was ticked by the person who looked at it.
ApproveContent ticked_changes(const Visit& visit, const TrustList& before) {
  return [&visit, before](const PendingContent& content) -> Result<void> {
    if (!names_issuers(before)) return {};
    std::string lacking;
    for (const TrustChange& each : trust_changes(before, std::get<TrustList>(content))) {
      const std::string id = to_hex(each.id);
      if (visit.typed("confirm-" + id).empty()) lacking += (lacking.empty() ? "" : ",") + id;
    }
    if (lacking.empty()) return {};
    return Error{"trust_change_unconfirmed", "confirm", lacking};
  };
}

Result<Ceremony> signed_here(const Visit& visit, Workplace& workplace) {
  const std::string folder = visit.typed("root_folder");
  const SecretText code = visit.secret("root_passphrase");
  std::vector<RootKeyFile> keys;
  for (const auto& path : find_root_keys(folder, workplace.signing_roots()))
    keys.push_back({path, code});
  if (keys.empty()) return no_root_key(folder, workplace.signing_roots().threshold);
  return sign_together(workplace, RootPaper::trust_list, keys,
                       ticked_changes(visit, workplace.trust().list()));
}

}  // namespace

HttpResponse trust_page(Visit& visit) { return page(visit); }

HttpResponse trust_drafted(Visit& visit) {
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  if (auto drafted = draft_trust_list(*workplace); !drafted) return page(visit, drafted.error());
  return redirect("/trust?done=drafted");
}

HttpResponse trust_draft_file(Visit& visit) {
  auto file = waiting_file(visit, RootPaper::trust_list, "trust_list-draft");
  return file ? *std::move(file) : page(visit, file.error());
}

HttpResponse trust_list_file(Visit& visit) {
  return note_file(visit.site().trust_note(), "trust_list");
}

HttpResponse trust_roots_file(Visit& visit) {
  return note_file(visit.site().roots_note(), "roots");
}

HttpResponse trust_adopted(Visit& visit) {
  auto taken = note_taken_in(visit);
  return taken ? after_ceremony(*taken) : page(visit, taken.error());
}

HttpResponse trust_signed(Visit& visit) {
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  auto ceremony = signed_here(visit, *workplace);
  return ceremony ? after_ceremony(*ceremony) : page(visit, ceremony.error());
}

}  // namespace temgoc
