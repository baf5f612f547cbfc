// temgoc status
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/lot_words.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/lots/workplace_status.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr std::size_t kNamed = 3;  // of each kind; --json has them all

std::string certification_words(const Registry& registry, const Certification& certification) {
  const auto product = certification.product_id.empty()
                           ? std::nullopt
                           : registry.product(std::string_view(certification.product_id));
  const auto end = valid_through(certification);
  return fmt::format("{} {}: {} {}", end ? date_words(*end) : "", certification.id,
                     certification.scheme, product ? product->name : certification.cooperative_id);
}

// A heading with the number of things, and the first of them.
template <class Thing, class Words>
std::string section(const Terminal& terminal, const char* key, const std::vector<Thing>& things,
                    Words words_of) {
  if (things.empty()) return {};
  std::string text = terminal.word(key, {{"count", std::to_string(things.size())}}) + "\n";
  for (std::size_t i = 0; i < std::min(kNamed, things.size()); ++i)
    text += "  " + words_of(things[i]) + "\n";
  if (things.size() > kNamed)
    text += "  " +
            terminal.word("status.more", {{"count", std::to_string(things.size() - kNamed)}}) +
            "\n";
  return text;
}

template <class Thing, class Value>
Json list_of(const std::vector<Thing>& things, Value value_of) {
  Json list = Json::array();
  for (const Thing& thing : things) list.push_back(value_of(thing));
  return list;
}

Json status_json(const WorkplaceStatus& status) {
  const auto code = [](const Lot& lot) { return lot.short_code.printed(); };
  const auto id = [](const auto& record) { return record.id; };
  return {{"cooperatives", status.cooperatives},
          {"products", status.products},
          {"lots", status.lots},
          {"labels", status.labels},
          {"lots_without_labels", list_of(status.without_labels, code)},
          {"lots_recalled", list_of(status.recalled, code)},
          {"lots_cancelled", list_of(status.cancelled, code)},
          {"certifications_ending", list_of(status.ending, id)},
          {"certifications_ended", list_of(status.ended, id)},
          {"products_without_shelf_life", list_of(status.without_shelf_life, id)}};
}

std::string status_text(const Terminal& terminal, const Registry& registry,
                        const WorkplaceStatus& status) {
  const auto lot = [](const Lot& each) {
    return fmt::format("{} {}  {}", to_dmy(each.packed_on), each.short_code.printed(),
                       lot_words(each));
  };
  const auto certificate = [&](const Certification& each) {
    return certification_words(registry, each);
  };
  const auto product = [](const Product& each) { return each.id + " " + each.name; };
  std::string text =
      terminal.word("status.counts", {{"cooperatives", std::to_string(status.cooperatives)},
                                      {"products", std::to_string(status.products)},
                                      {"lots", std::to_string(status.lots)},
                                      {"labels", std::to_string(status.labels)}}) +
      "\n";
  const std::string waiting =
      section(terminal, "status.recalled", status.recalled, lot) +
      section(terminal, "status.without_labels", status.without_labels, lot) +
      section(terminal, "status.ending", status.ending, certificate) +
      section(terminal, "status.ended", status.ended, certificate) +
      section(terminal, "status.without_shelf_life", status.without_shelf_life, product);
  const std::string cancelled =
      status.cancelled.empty()
          ? ""
          : terminal.word("status.cancelled",
                          {{"count", std::to_string(status.cancelled.size())}}) +
                "\n";
  return text + (waiting.empty() ? terminal.word("status.nothing") + "\n" : waiting) + cancelled;
}

int show_status(const Session& session, const Given&) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const WorkplaceStatus status = workplace_status(workplace->registry(), workplace->now());
  return session.terminal.done(status_json(status),
                               status_text(session.terminal, workplace->registry(), status));
}

}  // namespace

void add_status_command(std::vector<Command>& all) {
  all.push_back({"status", "", {}, show_status});
}

}  // namespace temgoc
