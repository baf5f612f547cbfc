// temgoc lot recall --with-descendants, and temgoc recall drill|notice
#include "cli/recall_commands.h"

#include <fmt/format.h>

#include "cli/event_words.h"
#include "cli/print_json.h"
#include "cli/trace_words.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/events/told_to_others.h"
#include "temgoc/lots/recall_papers.h"
#include "temgoc/model/records.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {
namespace {

std::string count(std::uint64_t number) { return std::to_string(number); }

std::string lots_text(const Terminal& terminal, const std::vector<TraceEntry>& entries) {
  std::string text;
  for (const TraceEntry& entry : entries) {
    text += fmt::format("  {}  {}{}\n", lot_title(entry), entry.goods,
                        entry.supply ? "  " + measure_words(terminal, *entry.supply) : "");
  }
  return text;
}

std::string receivers_text(const Terminal& terminal, const RecallChain& chain) {
  std::string text = terminal.word("chain.receivers") + "\n";
  if (chain.receivers.empty()) text += "  " + terminal.word("chain.receiver.none") + "\n";
  for (const ChainReceiver& each : chain.receivers)
    text += "  " + receiver_text(each, terminal.language()) + "\n";
  return text;
}

std::string chain_text(const Terminal& terminal, const RecallChain& chain) {
  return terminal.word("chain.sealed",
                       {{"count", count(chain.sealed.size())}, {"labels", count(chain.labels)}}) +
         "\n" + lots_text(terminal, chain.sealed) +
         terminal.word("chain.unsealed", {{"count", count(chain.unsealed.size())}}) + "\n" +
         lots_text(terminal, chain.unsealed) +
         terminal.word("chain.done", {{"count", count(chain.done.size())}}) + "\n" +
         receivers_text(terminal, chain);
}

Json lots_json(const std::vector<TraceEntry>& entries) {
  Json list = Json::array();
  for (const TraceEntry& entry : entries) list.push_back(entry_json(entry));
  return list;
}

Json chain_json(const RecallChain& chain) {
  Json receivers = Json::array();
  for (const ChainReceiver& each : chain.receivers) {
    receivers.push_back({{"partner", text_or_null(each.partner_id)},
                         {"cooperative", text_or_null(each.cooperative_id)},
                         {"name", text_or_null(each.name)},
                         {"phone", text_or_null(each.phone)},
                         {"lot", each.lot.text()},
                         {"goods", text_or_null(each.goods)},
                         {"quantity", measure_json(each.quantity)}});
  }
  return {{"lot", chain.trace.first.traced.name.text()},
          {"recalled", lots_json(chain.sealed)},
          {"held", lots_json(chain.unsealed)},
          {"before", lots_json(chain.done)},
          {"labels", chain.labels},
          {"receivers", receivers}};
}

std::string drill_report(const Terminal& terminal, const RecallDrill& drill) {
  const TraceEntry& first = drill.chain.trace.first;
  return terminal.word("drill.title") + "\n" +
         terminal.word("drill.lot", {{"lot", lot_title(first)}, {"goods", first.goods}}) + "\n" +
         terminal.word("drill.at", {{"at", wall_time(drill.begun_at)},
                                    {"milliseconds", std::to_string(drill.took.count())}}) +
         "\n" + terminal.word("drill.by", {{"by", drill.by}}) + "\n\n" +
         chain_text(terminal, drill.chain) + "\n" + terminal.word("drill.sign") + "\n";
}

int recall_drill(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto by = who(given);
  if (!by) return terminal.fail(by.error());
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  const Instant begun_at = session.clock();
  auto lot = lot_on_record(workplace->registry(), given.text("lot"));
  if (!lot) return terminal.fail(lot.error());
  auto chain = recall_chain(workplace->registry(), *lot);
  if (!chain) return terminal.fail(chain.error());
  RecallDrill drill{.chain = *std::move(chain), .begun_at = begun_at, .by = *by};
  drill.took = session.clock() - begun_at;
  std::string text = drill_report(terminal, drill);
  if (given.has("out")) {
    const std::filesystem::path out = given.text("out");
    // The paper leaves the house: it tells what the lot's cooperative may know.
    auto own = recall_chain(workplace->registry(), *lot, drill.chain.trace.first.cooperative_id);
    if (!own) return terminal.fail(own.error());
    const RecallDrill told{*std::move(own), drill.begun_at, drill.took, drill.by};
    if (ascii_lower(out.extension().string()) == ".pdf") {
      if (auto drawn = print_drill_report(*workplace, told, terminal.language(), out); !drawn)
        return terminal.fail(drawn.error());
    } else {
      write_file(out, as_bytes(drill_report(terminal, told)));
    }
    text += "\n" + terminal.word("drill.file", {{"file", given.text("out")}}) + "\n";
  }
  Json json = chain_json(drill.chain);
  json["drill"] = true;
  json["milliseconds"] = drill.took.count();
  return terminal.done(json, text);
}

int recall_notice(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  auto lot = lot_on_record(workplace->registry(), given.text("lot"));
  if (!lot) return terminal.fail(lot.error());
  const Registry& registry = workplace->registry();
  auto chain = recall_chain(registry, *lot, keeper_of(registry, *lot));
  if (!chain) return terminal.fail(chain.error());
  const std::filesystem::path out = given.text("out");
  if (auto free = check_out(out); !free) return terminal.fail(free.error());
  auto drawn = print_recall_notice(*workplace, *chain, given.text("reason"),
                                   given.text("instruction"), terminal.language(), out);
  if (!drawn) return terminal.fail(drawn.error());
  return terminal.done({{"file", out.string()}},
                       terminal.word("recall_notice.file", {{"file", out.string()}}) + "\n");
}

}  // namespace

int recall_lot_chain(const Session& session, const Given& given, const Recall& recall) {
  const Terminal& terminal = session.terminal;
  if (recall.scope != Recall::Scope::lot)
    return terminal.fail({"recall_chain_of_lots", "scope", given.text("scope")});
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  auto lot = lot_on_record(workplace->registry(), given.text("lot"));
  if (!lot) return terminal.fail(lot.error());
  const std::string subject = lot->text();
  if (given.text("confirm") != subject) {
    auto chain = recall_chain(workplace->registry(), *lot);
    if (!chain) return terminal.fail(chain.error());
    if (!terminal.json()) {
      write_err(terminal.word("chain.preview", {{"lot", subject}}) + "\n" +
                chain_text(terminal, *chain));
    }
    return terminal.fail({"recall_chain_not_confirmed",
                          "confirm",
                          subject,
                          {},
                          {{"count", count(chain->sealed.size())}}});
  }
  auto chain = recall_with_descendants(*workplace, *lot, recall);
  if (!chain) return terminal.fail(chain.error());
  return terminal.done(chain_json(*chain),
                       terminal.word("chain.recalled", {{"count", count(chain->sealed.size())},
                                                        {"held", count(chain->unsealed.size())},
                                                        {"labels", count(chain->labels)}}) +
                           "\n" + receivers_text(terminal, *chain));
}

void add_recall_commands(std::vector<Command>& all) {
  all.push_back(
      {"recall", "drill", {{"lot", Option::Kind::argument, true}, {"out"}, {"by"}}, recall_drill});
  all.push_back({"recall",
                 "notice",
                 {{"lot", Option::Kind::argument, true},
                  {"out", Option::Kind::text, true},
                  {"reason"},
                  {"instruction"}},
                 recall_notice});
}

}  // namespace temgoc
