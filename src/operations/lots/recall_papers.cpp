// Recall notice and drill report, put into sentences and printed on A4.
#include "temgoc/lots/recall_papers.h"

#include <algorithm>

#include "temgoc/events/trace_words.h"
#include "temgoc/label/words_page.h"
#include "temgoc/model/as_issued.h"

namespace temgoc {
namespace {

using Paragraphs = std::vector<WordsParagraph>;

class Paper {
 public:
  Paper(std::string part, Language language) : part_(std::move(part)), language_(language) {}

  void add(WordsLook look, const char* name, const WordArgs& args = {}) {
    lines_.push_back({look, words(language_, part_ + name, args)});
  }
  void add_text(WordsLook look, std::string text) { lines_.push_back({look, std::move(text)}); }

  Result<void> print(Instant at, const std::filesystem::path& out) const {
    return print_words(lines_, lines_.front().text, language_, at, out);
  }
  Language language() const { return language_; }

 private:
  std::string part_;
  Language language_;
  Paragraphs lines_;
};

// Of the chain, also what was recalled before; those of the cooperative that recalls come first.
std::vector<Lot> issued_lots(const RecallChain& chain) {
  std::vector<Lot> lots;
  for (const auto* list : {&chain.sealed, &chain.done})
    for (const TraceEntry& entry : *list)
      if (entry.sealed) lots.push_back(*entry.sealed);
  std::ranges::stable_partition(
      lots, [&](const Lot& lot) { return lot.cooperative_id == chain.trace.first.cooperative_id; });
  return lots;
}

struct Producer {
  std::string name, address, phone;
};
Producer producer_of(const Registry& registry, const std::string& id, Day today) {
  const auto cooperative = registry.cooperative(id);
  if (!cooperative) return {id, "", ""};
  const Address* address = address_on(cooperative->addresses, today);
  return {cooperative->name, address ? address->one_line() : std::string(), cooperative->phone};
}

const char* contact_words(const Producer& producer) {
  if (producer.address.empty())
    return producer.phone.empty() ? "contact.name" : "contact.no_address";
  return producer.phone.empty() ? "contact.no_phone" : "contact.who";
}

void add_lot(Paper& paper, const Registry& registry, const Lot& lot) {
  const AsIssued issued = as_issued(lot.record);
  const auto today = registry.product(lot.product_id);
  const std::string name = issued.product ? issued.product->name
                           : today        ? today->name
                                          : lot.gtin.printed();
  const auto end = lot.expires_on();
  paper.add(WordsLook::body, end ? "lot" : "lot.no_end",
            {{"product", name},
             {"lot", lot.code.text()},
             {"code", lot.short_code.printed()},
             {"packed", to_iso(lot.packed_on)},
             {"end", end ? to_iso(*end) : ""},
             {"gtin", lot.gtin.printed()}});
}

std::optional<Recall> recall_on_record(const Registry& registry, const std::vector<Lot>& lots) {
  for (const Lot& lot : lots) {
    const auto recalls = registry.facts(lot.realm, lot.gtin, lot.code, {}, {}).recalls;
    if (!recalls.empty()) return recalls.front();
  }
  return std::nullopt;
}

void add_entries(Paper& paper, const std::vector<TraceEntry>& entries) {
  for (const TraceEntry& entry : entries) {
    const std::string amount =
        entry.supply ? ", " + measure_text(*entry.supply, paper.language()) : "";
    paper.add_text(WordsLook::body, "– " + lot_title(entry) + " " + entry.goods + amount);
  }
}

}  // namespace

std::string receiver_text(const ChainReceiver& receiver, Language language) {
  const std::string id = receiver.partner_id + receiver.cooperative_id;
  const std::string who =
      id.empty() ? words(language, "chain.receiver.local") : id + " – " + receiver.name;
  return who + (receiver.phone.empty() ? "" : " (" + receiver.phone + ")") + ": " +
         receiver.lot.text() + " " + receiver.goods + ", " +
         (receiver.quantity ? measure_text(*receiver.quantity, language)
                            : words(language, "chain.receiver.unmeasured"));
}

Result<void> print_recall_notice(const Workplace& workplace, const RecallChain& chain,
                                 const std::string& reason, const std::string& instruction,
                                 Language language, const std::filesystem::path& out) {
  const Registry& registry = workplace.registry();
  const auto lots = issued_lots(chain);
  if (lots.empty())
    return Error{"recall_notice_no_lot", "lot", chain.trace.first.traced.name.text()};
  const auto standing = recall_on_record(registry, lots);
  if (reason.empty() && !standing) return Error{"recall_notice_reason", "reason"};
  Paper paper("recall_notice.", language);
  const Producer producer =
      producer_of(registry, chain.trace.first.cooperative_id, workplace.today());
  paper.add(WordsLook::title, "title");
  paper.add(WordsLook::body, producer.address.empty() ? "who.no_address" : "who",
            {{"name", producer.name}, {"address", producer.address}});
  paper.add(WordsLook::body, "since",
            {{"day", to_iso(standing ? standing->since : workplace.today())}});
  paper.add(WordsLook::heading, "goods");
  for (const Lot& lot : lots) {
    add_lot(paper, registry, lot);
    if (lot.cooperative_id == chain.trace.first.cooperative_id) continue;
    paper.add(WordsLook::body, "lot.of",
              {{"name", producer_of(registry, lot.cooperative_id, workplace.today()).name}});
  }
  paper.add(WordsLook::body, "know");
  paper.add(WordsLook::heading, "why");
  paper.add_text(WordsLook::body, reason.empty() ? standing->reason : reason);
  paper.add(WordsLook::heading, "what");
  const std::string told = instruction.empty() && standing ? standing->instruction : instruction;
  paper.add_text(WordsLook::step, told.empty() ? words(language, "page.recall.standard") : told);
  paper.add(WordsLook::step, "stop");
  paper.add(WordsLook::step, "apart");
  paper.add(WordsLook::step, "count");
  paper.add(WordsLook::step, "hang");
  paper.add(WordsLook::heading, "contact");
  paper.add(WordsLook::body, contact_words(producer),
            {{"name", producer.name}, {"phone", producer.phone}, {"address", producer.address}});
  paper.add(WordsLook::blank, "answer");
  paper.add(WordsLook::blank, "sign");
  return paper.print(workplace.now(), out);
}

Result<void> print_drill_report(const Workplace& workplace, const RecallDrill& drill,
                                Language language, const std::filesystem::path& out) {
  const RecallChain& chain = drill.chain;
  const TraceEntry& first = chain.trace.first;
  Paper paper("drill_report.", language);
  paper.add(WordsLook::title, "title");
  paper.add(WordsLook::body, "none");
  paper.add(WordsLook::body, "lot", {{"lot", lot_title(first)}, {"goods", first.goods}});
  paper.add(WordsLook::body, "at",
            {{"at", to_iso(drill.begun_at)}, {"milliseconds", std::to_string(drill.took.count())}});
  paper.add(WordsLook::body, "by", {{"by", drill.by}});
  paper.add(
      WordsLook::heading, "sealed",
      {{"count", std::to_string(chain.sealed.size())}, {"labels", std::to_string(chain.labels)}});
  add_entries(paper, chain.sealed);
  paper.add(WordsLook::heading, "unsealed", {{"count", std::to_string(chain.unsealed.size())}});
  add_entries(paper, chain.unsealed);
  paper.add(WordsLook::heading, "receivers", {{"count", std::to_string(chain.receivers.size())}});
  for (const ChainReceiver& each : chain.receivers)
    paper.add_text(WordsLook::step, receiver_text(each, language));
  paper.add(WordsLook::heading, "judgement");
  for (const char* question : {"all_found", "all_reached", "in_time"})
    paper.add(WordsLook::step, question);
  for (const char* line : {"finding", "auditor", "signature"}) paper.add(WordsLook::blank, line);
  return paper.print(workplace.now(), out);
}

}  // namespace temgoc
