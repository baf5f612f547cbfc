// temgoc log show|prove|check|request|add-cosignature, temgoc witness new|cosign
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/exit_status.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text_file.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/model/records.h"
#include "temgoc/scan/scan.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr std::size_t kAnswerLimit = 64 << 10;
constexpr std::size_t kDifferencesListed = 50;

Json log_json(const VerifierKey& key, const Checkpoint& checkpoint, const SignedNote& note) {
  Json signatures = Json::array();
  for (const SignedNote::SignatureLine& line : note.signatures)
    signatures.push_back({{"name", line.name}, {"key_id", to_hex(line.key_id)}});
  return {{"origin", checkpoint.origin},
          {"size", checkpoint.head.size},
          {"root", to_base64(checkpoint.head.root)},
          {"verifier_key", key.text()},
          {"signatures", signatures}};
}

int log_show(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const bool test = given.has("test");
  auto log = TileLog::open(workplace->log_folder(test), workplace->realm(test));
  if (!log) return session.terminal.fail(log.error());
  const Checkpoint checkpoint = log->checkpoint().value();
  const SignedNote note = SignedNote::parse(*log->checkpoint_note()).value();
  const VerifierKey key = log_verifier_key(*workplace, test);
  const auto line = [&](const char* word, const WordArgs& args) {
    return session.terminal.word(word, args) + "\n";
  };
  std::string text = line("log.show.line", {{"origin", checkpoint.origin},
                                            {"size", std::to_string(checkpoint.head.size)},
                                            {"root", to_base64(checkpoint.head.root)}}) +
                     line("log.show.key", {{"key", key.text()}});
  for (const SignedNote::SignatureLine& signature : note.signatures)
    text += line("log.show.signed", {{"name", signature.name}});
  return session.terminal.done(log_json(key, checkpoint, note), text);
}

// A typed code, a lot code with its product, or what a label's QR holds.
Result<Lot> lot_named(Workplace& workplace, const Given& given) {
  const std::string text = given.text("lot");
  const Scanned scanned = read_scan(text);
  if (const auto* sealed = std::get_if<SealedScan>(&scanned))
    return find_lot(workplace, sealed->sealed.claim.gtin.digits(), sealed->sealed.claim.lot.text());
  if (const auto* link = std::get_if<LinkScan>(&scanned))
    return find_lot(workplace, link->gtin.digits(), link->lot.text());
  return find_lot(workplace, given.text("product"), text);
}

int log_prove(const Session& session, const Given& given) {
  auto job = given.number("job", 0);
  if (!job) return session.terminal.fail(job.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto lot = lot_named(*workplace, given);
  if (!lot) return session.terminal.fail(lot.error());
  auto receipt = given.has("job")
                     ? prove_print_job(*workplace, *lot, static_cast<std::int64_t>(*job))
                     : prove_lot(*workplace, *lot);
  if (!receipt) return session.terminal.fail(receipt.error());
  const std::string out = given.text("out");
  write_file(out, as_bytes(receipt->text()));
  session.terminal.tell({"file", {{"file", out}}});
  const std::uint64_t size = parse_checkpoint_text(receipt->checkpoint_note).value().head.size;
  if (!given.has("job")) session.terminal.say("log.prove.items");
  return session.terminal.done(
      {{"lot", lot->code.text()}, {"index", receipt->index}, {"size", size}, {"file", out}},
      session.terminal.word("log.prove.done", {{"index", std::to_string(receipt->index)},
                                               {"size", std::to_string(size)},
                                               {"file", out}}) +
          "\n");
}

Json realm_json(const LogCheck::Log& log) {
  return {{"realm", log.realm},
          {"entries", log.entries},
          {"lots", log.lots},
          {"print_jobs", log.print_jobs},
          {"sound_before", log.sound_before},
          {"pending", log.pending},
          {"published", log.published ? Json(log.published->size) : Json(nullptr)},
          {"root", log.published ? Json(to_base64(log.published->root)) : Json(nullptr)}};
}

Json check_json(const Terminal& terminal, const LogCheck& check) {
  Json logs = Json::array();
  for (const LogCheck::Log& log : check.logs) logs.push_back(realm_json(log));
  Json differences = Json::array();
  for (const Error& difference : check.differences) {
    Json json = {{"code", difference.code},
                 {"message", message(terminal.language(), difference)},
                 {"value", text_or_null(difference.value)}};
    for (const auto& [name, value] : difference.args) json[name] = value;
    differences.push_back(std::move(json));
  }
  return {{"sound", check.sound()},
          {"logs", logs},
          {"differences", differences},
          {"total_differences", check.total_differences}};
}

int report_differences(const Terminal& terminal, const LogCheck& check) {
  const Error summary{
      "log_not_sound", {}, {}, {}, {{"count", std::to_string(check.total_differences)}}};
  if (terminal.json()) {
    Json result = terminal.failure_json(summary);
    result.update(check_json(terminal, check));
    write_out(dump(result) + "\n");
    return kInputErrors;
  }
  std::string text;
  const std::size_t listed = std::min(kDifferencesListed, check.differences.size());
  for (std::size_t i = 0; i < listed; ++i)
    text += message(terminal.language(), check.differences[i]) + "\n";
  if (check.total_differences > listed) {
    text += terminal.word("log.check.more",
                          {{"more", std::to_string(check.total_differences - listed)}}) +
            "\n";
  }
  write_out(text);
  return terminal.fail(summary);
}

int log_check(const Session& session, const Given& given) {
  // Not opened to write: what a crash left undone is looked at, not put right.
  auto site = Site::open(session.workplace, session.clock);
  if (!site) return session.terminal.fail(site.error());
  std::vector<std::filesystem::path> kept;
  for (const std::string& file : given.list("checkpoint")) kept.emplace_back(file);
  auto check = check_log(*site, kept, given.has("whole"));
  if (!check) return session.terminal.fail(check.error());
  if (!check->sound()) return report_differences(session.terminal, *check);
  std::string text;
  for (const LogCheck::Log& log : check->logs) {
    text += session.terminal.word("log.check.sound", {{"realm", log.realm},
                                                      {"entries", std::to_string(log.entries)},
                                                      {"lots", std::to_string(log.lots)},
                                                      {"jobs", std::to_string(log.print_jobs)}}) +
            "\n";
    if (log.sound_before > 0) {
      text +=
          session.terminal.word("log.check.before", {{"lots", std::to_string(log.sound_before)}}) +
          "\n";
    }
    if (log.pending > 0) {
      text +=
          session.terminal.word("log.check.pending", {{"pending", std::to_string(log.pending)}}) +
          "\n";
    }
  }
  return session.terminal.done(check_json(session.terminal, *check), text);
}

int log_request(const Session& session, const Given& given) {
  auto since = given.number("since", 0);
  if (!since) return session.terminal.fail(since.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto request = request_cosignature(*workplace, given.has("test"), *since);
  if (!request) return session.terminal.fail(request.error());
  const std::string out = given.text("out");
  write_file(out, as_bytes(request->text()));
  session.terminal.tell({"file", {{"file", out}}});
  const std::uint64_t size = parse_checkpoint_text(request->checkpoint_note).value().head.size;
  return session.terminal.done(
      {{"since", *since}, {"size", size}, {"file", out}},
      session.terminal.word(
          "log.request.done",
          {{"since", std::to_string(*since)}, {"size", std::to_string(size)}, {"file", out}}) +
          "\n");
}

int log_add_cosignature(const Session& session, const Given& given) {
  auto witness = VerifierKey::parse(given.text("witness"), VerifierKey::Type::witness);
  if (!witness) return session.terminal.fail(witness.error());
  auto answer = read_text_file(given.text("file"), kAnswerLimit);
  if (!answer) return session.terminal.fail(answer.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  if (auto added = add_cosignature(*workplace, given.has("test"), *answer, *witness); !added)
    return session.terminal.fail(added.error());
  return session.terminal.done(
      {{"witness", witness->name}},
      session.terminal.word("log.cosigned", {{"name", witness->name}}) + "\n");
}

int witness_new(const Session& session, const Given& given) {
  auto key =
      new_witness(given.text("key"), given.text("state"), given.text("name"), session.random);
  if (!key) return session.terminal.fail(key.error());
  session.terminal.tell({"file", {{"file", given.text("key")}}});
  session.terminal.say("witness.new.done",
                       {{"file", given.text("key")}, {"state", given.text("state")}});
  return session.terminal.done({{"name", key->name}, {"verifier_key", key->text()}},
                               key->text() + "\n");
}

int witness_recover(const Session& session, const Given& given) {
  auto log = VerifierKey::parse(given.text("log-key"), VerifierKey::Type::log);
  if (!log) return session.terminal.fail(log.error());
  auto checkpoint = recover_witness({.checkpoint = given.text("checkpoint"),
                                     .key = given.text("key"),
                                     .name = given.text("name"),
                                     .state = given.text("state"),
                                     .log = *log});
  if (!checkpoint) return session.terminal.fail(checkpoint.error());
  const std::string size = std::to_string(checkpoint->head.size);
  return session.terminal.done(
      {{"origin", checkpoint->origin}, {"size", checkpoint->head.size}},
      session.terminal.word("witness.recovered", {{"origin", checkpoint->origin}, {"size", size}}) +
          "\n");
}

int witness_cosign(const Session& session, const Given& given) {
  auto log = VerifierKey::parse(given.text("log-key"), VerifierKey::Type::log);
  if (!log) return session.terminal.fail(log.error());
  const WitnessRequest request{.source = given.text("source"),
                               .key = given.text("key"),
                               .name = given.text("name"),
                               .state = given.text("state"),
                               .log = *log};
  auto cosigned = cosign(request, session.clock());
  if (!cosigned) return session.terminal.fail(cosigned.error());
  if (given.has("out")) write_file(given.text("out"), as_bytes(cosigned->line));
  session.terminal.say("witness.cosigned",
                       {{"origin", cosigned->checkpoint.origin},
                        {"size", std::to_string(cosigned->checkpoint.head.size)},
                        {"seen", std::to_string(cosigned->seen_before)}});
  return session.terminal.done({{"origin", cosigned->checkpoint.origin},
                                {"size", cosigned->checkpoint.head.size},
                                {"seen_before", cosigned->seen_before},
                                {"cosignature", cosigned->line}},
                               cosigned->line);
}

}  // namespace

void add_log_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"log", "show", {{"test", Kind::flag}}, log_show});
  all.push_back({"log",
                 "prove",
                 {{"lot", Kind::argument, true},
                  {"product"},
                  {"job", Kind::number},
                  {"out", Kind::text, true}},
                 log_prove});
  all.push_back(
      {"log", "check", {{"checkpoint", Kind::repeated}, {"whole", Kind::flag}}, log_check});
  add_log_publish_command(all);
  add_log_watch_command(all);
  all.push_back({"log",
                 "request",
                 {{"since", Kind::number, true}, {"out", Kind::text, true}, {"test", Kind::flag}},
                 log_request});
  all.push_back(
      {"log",
       "add-cosignature",
       {{"file", Kind::argument, true}, {"witness", Kind::text, true}, {"test", Kind::flag}},
       log_add_cosignature});
  all.push_back(
      {"witness",
       "new",
       {{"key", Kind::text, true}, {"name", Kind::text, true}, {"state", Kind::text, true}},
       witness_new});
  all.push_back({"witness",
                 "recover",
                 {{"checkpoint", Kind::argument, true},
                  {"key", Kind::text, true},
                  {"name", Kind::text, true},
                  {"state", Kind::text, true},
                  {"log-key", Kind::text, true}},
                 witness_recover});
  all.push_back({"witness",
                 "cosign",
                 {{"source", Kind::argument, true},
                  {"key", Kind::text, true},
                  {"name", Kind::text, true},
                  {"state", Kind::text, true},
                  {"log-key", Kind::text, true},
                  {"out"}},
                 witness_cosign});
}

}  // namespace temgoc
