// Signatures, files and uploads of the trust list and of the root keys.
#include "console/pages/office/trust_views.h"

#include <fmt/format.h>

#include "console/pages/pages.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

View signatures_view(const Visit& visit, const RootSignatures& signatures) {
  View view;
  view.set("names", signatures.have.empty() ? "–" : joined(signatures.have));
  put(view, "missing", joined(signatures.missing));
  view.set("text",
           visit.word("console.trust.signed", {{"have", std::to_string(signatures.have.size())},
                                               {"need", std::to_string(signatures.need)}}));
  return view;
}

HttpResponse note_file(const std::string& text, const char* name) {
  HttpResponse file = document_answer(text, name);
  file.content_type = "text/plain; charset=utf-8";
  return file;
}

Result<Ceremony> note_taken_in(Visit& visit) {
  const auto file = visit.sent_file("note");
  if (!file || file->content.empty()) return Error{"note_missing", "note"};
  auto note = PendingNote::parse(file->content);
  if (!note) return note.error();
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  return take_in(*workplace, *note);
}

HttpResponse after_ceremony(const Ceremony& ceremony) {
  if (std::holds_alternative<RootSet>(ceremony.content))
    return redirect(ceremony.in_force ? "/trust/root-keys?done=adopted"
                                      : "/trust/root-keys?done=kept");
  return redirect(ceremony.in_force ? "/trust?done=in_force" : "/trust?done=kept");
}

Result<HttpResponse> waiting_file(Visit& visit, RootPaper paper, const char* name) {
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  auto waiting = pending_ceremony(*workplace, paper);
  if (!waiting) return waiting.error();
  return *waiting ? note_file((*waiting)->note.serialised(), name) : not_found_page(visit);
}

Error no_root_key(const std::string& folder, unsigned need) {
  return {"root_key_missing",
          "root_folder",
          folder,
          {},
          {{"have", "0"}, {"need", std::to_string(need)}}};
}

}  // namespace temgoc
