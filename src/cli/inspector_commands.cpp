// temgoc inspector add|list|revoke
#include <fmt/format.h>

#include <algorithm>

#include "cli/field_commands.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/label/qr_picture.h"
#include "temgoc/model/records.h"
#include "temgoc/people/inspectors.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kMostId = 1'000'000'000;

Json inspector_json(const Inspector& inspector, Instant now) {
  return {{"id", inspector.id},
          {"name", inspector.name},
          {"added_at", to_iso(inspector.added_at)},
          {"expires_at", to_iso(inspector.expires_at)},
          {"revoked_at", inspector.revoked_at ? Json(to_iso(*inspector.revoked_at)) : Json()},
          {"state", inspector_state(inspector, now)}};
}

std::string inspector_text(const Terminal& terminal, const Inspector& inspector, Instant now) {
  return fmt::format("{:>3}  {}  {}  {}\n", inspector.id, to_dmy(vietnam_day(inspector.expires_at)),
                     terminal.word("inspector.state." + inspector_state(inspector, now)),
                     inspector.name);
}

Result<void> check_card_path(const Given& given) {
  const std::filesystem::path card = given.text("card");
  if (card.has_parent_path() && !std::filesystem::is_directory(card.parent_path()))
    return Error{"folder_not_found", "card", card.parent_path().string()};
  return {};
}

std::string enrolled_text(const Terminal& terminal, const EnrolmentCard& card) {
  const auto qr = qr_for_terminal(card.link);
  return terminal.word("inspector.add.done",
                       {{"name", card.inspector.name},
                        {"day", to_dmy(vietnam_day(card.inspector.expires_at))}}) +
         "\n\n" + (qr ? *qr : std::string()) + "\n" + card.link + "\n\n" +
         terminal.word("inspector.add.code", {{"code", card.code}}) + "\n";
}

int inspector_add(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto days = given.number("days", kUsualInspectorDays);
  if (!days) return terminal.fail(days.error());
  if (auto path = check_card_path(given); !path) return terminal.fail(path.error());
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  auto card = enrol_inspector(*workplace, given.text("inspector_name"), *days);
  if (!card) return terminal.fail(card.error());
  if (given.has("card")) {
    auto picture = qr_as_svg(card->link);
    if (!picture) return terminal.fail(picture.error());
    write_file(given.text("card"), as_bytes(*picture));
  }
  Json json = inspector_json(card->inspector, workplace->now());
  json["code"] = card->code;
  json["link"] = card->link;
  json["card"] = text_or_null(given.text("card"));
  const int status = terminal.done(json, enrolled_text(terminal, *card));
  terminal.say("inspector.add.next");
  return status;
}

int inspector_list(const Session& session, const Given&) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  Json list = Json::array();
  std::string text;
  for (const Inspector& each : Inspections::of(workplace->registry()).inspectors()) {
    list.push_back(inspector_json(each, workplace->now()));
    text += inspector_text(session.terminal, each, workplace->now());
  }
  return session.terminal.done({{"inspectors", list}}, text);
}

int inspector_revoke(const Session& session, const Given& given) {
  auto id = given.number("inspector", 0);
  if (!id) return session.terminal.fail(id.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto revoked = revoke_inspector(*workplace, static_cast<std::int64_t>(std::min(*id, kMostId)));
  if (!revoked) return session.terminal.fail(revoked.error());
  return session.terminal.done(
      inspector_json(*revoked, workplace->now()),
      session.terminal.word("inspector.revoke.done", {{"name", revoked->name}}) + "\n");
}

}  // namespace

void add_inspector_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"inspector",
                 "add",
                 {{"inspector_name", Kind::argument, true}, {"days", Kind::number}, {"card"}},
                 inspector_add});
  all.push_back({"inspector", "list", {}, inspector_list});
  all.push_back({"inspector", "revoke", {{"inspector", Kind::argument, true}}, inspector_revoke});
}

}  // namespace temgoc
