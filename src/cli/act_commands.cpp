// temgoc act list
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "temgoc/base/text.h"
#include "temgoc/people/journal.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kUsualLimit = 100;
constexpr std::uint64_t kMostActs = 1'000'000;

Json act_json(const JournalAct& each) {
  return {{"id", each.id},
          {"at", to_iso(each.at)},
          {"kind", each.act.kind},
          {"args", Json(each.act.args)},
          {"cooperative",
           each.act.cooperative_id.empty() ? Json(nullptr) : Json(each.act.cooperative_id)},
          {"actor",
           {{"id", each.actor.id},
            {"name", each.actor.name},
            {"role", each.actor.role},
            {"channel", to_text(each.actor.channel)}}}};
}

std::string act_text(const Terminal& terminal, const JournalAct& each) {
  return fmt::format("{}  {:<12} {:<8} {}\n", wall_time(each.at), each.actor.id,
                     terminal.word("channel." + to_text(each.actor.channel)),
                     terminal.act_words(each.act));
}

Result<ActFilter> filter_of(const Given& given) {
  ActFilter filter{.cooperative_id = given.text("cooperative"),
                   .kind = given.text("kind"),
                   .actor_id = given.text("by")};
  if (given.has("channel")) {
    filter.channel = channel_from(given.text("channel"));
    if (!filter.channel)
      return Error{"channel_unknown", "channel", shortened(given.text("channel"))};
  }
  if (auto read = given.days(filter.from, filter.until); !read) return read.error();
  auto limit = given.number("limit", kUsualLimit);
  if (!limit) return limit.error();
  filter.limit = static_cast<unsigned>(std::min(*limit, kMostActs));
  return filter;
}

// All that the filter lets through, unless a limit is asked for.
int write_out_journal(const Session& session, const Given& given, const Workplace& workplace,
                      ActFilter filter) {
  if (!given.has("limit")) filter.limit = kMostActs;
  const std::string file = given.text("out");
  auto rows = write_journal(workplace.registry(), filter, file, given.has("replace"),
                            session.terminal.language());
  if (!rows) return session.terminal.fail(rows.error());
  return session.terminal.done(
      {{"file", file}, {"rows", *rows}},
      session.terminal.word("export.done", {{"rows", std::to_string(*rows)}, {"file", file}}) +
          "\n");
}

int act_list(const Session& session, const Given& given) {
  auto filter = filter_of(given);
  if (!filter) return session.terminal.fail(filter.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  if (given.has("out")) return write_out_journal(session, given, *workplace, *filter);
  Json list = Json::array();
  std::string text;
  for (const JournalAct& each : workplace->registry().acts(*filter)) {
    list.push_back(act_json(each));
    text += act_text(session.terminal, each);
  }
  return session.terminal.done({{"acts", list}}, text);
}

}  // namespace

void add_act_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"act",
                 "list",
                 {{"cooperative"},
                  {"kind"},
                  {"by"},
                  {"channel"},
                  {"from"},
                  {"until"},
                  {"limit", Kind::number},
                  {"out"},
                  {"replace", Kind::flag}},
                 act_list});
}

}  // namespace temgoc
