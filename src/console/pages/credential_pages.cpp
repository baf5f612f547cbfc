// Credentials about a lot: signed for a buyer as a file, or published for everybody, by the same
// operations as `temgoc export untp-passport` and `temgoc credential publish`.
#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/credential_views.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/credentials.h"

namespace temgoc {
namespace {

// "untp-conformity/K30/jwt": kind, certificate, format.
struct Wanted {
  TraceFileKind kind = TraceFileKind::untp_passport;
  std::string certificate = {};
  TraceFormat format = TraceFormat::jwt;
};

std::string text_of(const Wanted& wanted) {
  const char* format = wanted.format == TraceFormat::jwt ? "jwt" : "json";
  return to_text(wanted.kind) + "/" + wanted.certificate + "/" + format;
}

std::optional<Wanted> wanted_of(std::string_view text) {
  constexpr std::size_t kParts = 3;
  const auto parts = split(text, '/');
  if (parts.size() != kParts) return std::nullopt;
  const auto kind = trace_file_kind(parts[0]);
  const auto format = trace_format(parts[2]);
  if (!kind || !format || !is_credential(*kind) || !is_offered(*kind, *format)) return std::nullopt;
  return Wanted{*kind, std::string(parts[1]), *format};
}

View row(const Visit& visit, Wanted wanted, const std::string& name) {
  View made;
  made.set("name", name);
  made.set("what", visit.word("console.file." + to_text(wanted.kind) + ".what"));
  View forms = list_view();
  for (const auto& [format, title] :
       {std::pair{TraceFormat::jwt, "JWT"}, {TraceFormat::json, "JSON"}}) {
    wanted.format = format;
    View form;
    form.set("value", text_of(wanted));
    form.set("text", title);
    forms.push_back(std::move(form));
  }
  made.set("forms", std::move(forms));
  return made;
}

View rows(const Visit& visit, const Lot& lot) {
  View list = list_view();
  const auto add = [&](TraceFileKind kind) {
    list.push_back(row(visit, {kind}, visit.word("console.file." + to_text(kind))));
  };
  add(TraceFileKind::untp_passport);
  for (const Certification& each :
       declared_certificates(visit.registry(), lot, visit.site().today())) {
    const std::string paper = each.scheme + (each.number.empty() ? "" : " " + each.number);
    list.push_back(row(visit, {TraceFileKind::untp_conformity, each.id},
                       visit.word("console.file.untp-conformity") + ": " + paper));
  }
  add(TraceFileKind::untp_events);
  return list;
}

View published(const Visit& visit, const Lot& lot) {
  View list = list_view();
  for (const PublishedAddress& each : published_addresses(visit.site().folder(), lot)) {
    View item;
    item.set("href", "https://" + visit.site().host() + each.address);
    item.set("name", visit.word("console.file." + to_text(each.kind)));
    item.set("file", each.address.substr(each.address.rfind('/') + 1));
    list.push_back(std::move(item));
  }
  return list;
}

HttpResponse signed_file(Visit& visit, const Lot& lot, const Wanted& wanted) {
  auto workplace = visit.open();
  if (!workplace) return trace_page_with(visit, lot, workplace.error());
  auto passphrase = key_in_hand(visit, *workplace, lot.cooperative_id);
  if (!passphrase) return trace_page_with(visit, lot, passphrase.error());
  const auto file = make_trace_file(*workplace,
                                    {.kind = wanted.kind,
                                     .format = wanted.format,
                                     .lot = lot.short_code.text(),
                                     .certificate = wanted.certificate,
                                     .passphrase = *std::move(passphrase)},
                                    visit.language());
  if (!file) return trace_page_with(visit, lot, file.error());
  return document_answer(trace_file_text(*file, wanted.format),
                         to_text(wanted.kind) + "-" + lot.code.text() +
                             (wanted.format == TraceFormat::jwt ? ".jwt" : ".json"));
}

Result<void> publish(Visit& visit, const Lot& lot) {
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  auto passphrase = key_in_hand(visit, *workplace, lot.cooperative_id);
  if (!passphrase) return passphrase.error();
  const auto done =
      publish_credentials(*workplace, lot.short_code.text(), *passphrase, visit.language());
  if (!done) return done.error();
  return {};
}

Result<void> withdraw(Visit& visit, const Lot& lot) {
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  const auto done = withdraw_credentials(*workplace, lot.short_code.text());
  if (!done) return done.error();
  return {};
}

}  // namespace

void put_credentials(Visit& visit, View& view, const Lot& lot) {
  const bool cancelled = visit.registry().cancellation(lot.id).has_value();
  if (lot.test || cancelled || !visit.may(Right::print)) return;
  View form;
  form.set("action", lot_href(lot) + "/credentials");
  form.set("rows", rows(visit, lot));
  put_list(form, "published", published(visit, lot));
  if (is_key_asked(visit, lot.cooperative_id)) form.set("asks_key", View(true));
  form.set("stays_open", std::to_string(visit.house().settings.key_stays_open.count()));
  form.set("form_token", visit.form_token());
  form.set("command", CommandLine("credential publish").add(lot.short_code.printed()).text());
  view.set("credentials", std::move(form));
}

HttpResponse credentials_sent(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  if (!lot) return not_found_page(visit);
  const std::string what = visit.typed("what");
  if (const auto wanted = wanted_of(what)) return signed_file(visit, *lot, *wanted);
  if (what != "publish" && what != "withdraw") return not_found_page(visit);
  const auto done = what == "publish" ? publish(visit, *lot) : withdraw(visit, *lot);
  if (!done) return trace_page_with(visit, *lot, done.error());
  return redirect(lot_href(*lot) + "/trace#credentials");
}

}  // namespace temgoc
