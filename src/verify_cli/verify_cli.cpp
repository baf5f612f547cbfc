#include "temgoc/verify_cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <thread>

#include "temgoc/check.h"
#include "temgoc/files.h"
#include "verify_cli/receipts.h"
#include "verify_cli/trust_state.h"

namespace temgoc {
namespace {

constexpr int kUsage = 2;
constexpr int kInputErrors = 3;
constexpr int kNotFound = 5;
constexpr int kConflict = 6;
constexpr int kDisk = 9;
constexpr std::size_t kTrustLimit = 16 << 20;

struct Request {
  std::vector<std::string> roots;
  std::vector<std::string> trust;
  std::vector<std::string> receipts;
  std::string state;
  std::string at;
  std::string text;
  bool has_text = false;
  bool json = false;
  Language language = Language::vi;
};

void write_out(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw SystemFailure(
        {"disk_write_failed", {}, "stdout", {}, {{"reason", std::strerror(errno)}}});
  }
}

void write_err(const std::string& line) { std::fputs(line.c_str(), stderr); }

Json error_json(const Request& request, const Error& error) {
  const std::string advice = hint(request.language, error);
  return {{"code", error.code},
          {"message", message(request.language, error)},
          {"hint", advice.empty() ? Json(nullptr) : Json(advice)}};
}

int fail(const Request& request, const Error& error, int status) {
  if (request.json) {
    write_out(dump(Json{{"ok", false}, {"error", error_json(request, error)}}) + "\n");
    return status;
  }
  write_err(fmt::format("temgoc-verify: {}\n", message(request.language, error)));
  const std::string advice = hint(request.language, error);
  if (!advice.empty()) write_err(fmt::format("  → {}\n", advice));
  return status;
}

int status_of(const std::string& code) {
  if (code == "file_not_found") return kNotFound;
  if (code == "trust_rolled_back" || code == "trust_forked" || code == "roots_rolled_back" ||
      code == "roots_forked")
    return kConflict;
  return code == "usage_missing" ? kUsage : kInputErrors;
}

// The newest of the lists given, each of which must be good.
Result<Trust> newest_trust(const Request& request, const RootSet& roots) {
  std::optional<Trust> newest;
  for (const std::string& path : request.trust) {
    auto note = read_file(path, kTrustLimit);
    if (!note) return note.error();
    auto trust = Trust::open(*note, roots);
    if (!trust) return trust.error();
    if (newest && newest->list().version == trust->list().version &&
        newest->digest() != trust->digest()) {
      return Error{"trust_forked", "trust", path};
    }
    if (!newest || newest->list().version < trust->list().version) newest = std::move(*trust);
  }
  return newest ? std::move(*newest) : Trust::none();
}

// The pinned set and its successors.
Result<FollowedRoots> followed_roots(const Request& request) {
  std::vector<std::string> notes;
  for (const std::string& path : request.roots) {
    auto note = read_file(path, kTrustLimit);
    if (!note) return note.error();
    notes.push_back(*std::move(note));
  }
  return follow_roots(notes);
}

Result<Trust> open_trust(const Request& request) {
  if (request.roots.empty() != request.trust.empty() ||
      (request.roots.empty() && !request.state.empty())) {
    return Error{"usage_missing", {}, request.roots.empty() ? "--roots" : "--trust"};
  }
  if (request.roots.empty()) return Trust::none();
  auto roots = followed_roots(request);
  if (!roots) return roots.error();
  if (request.state.empty()) return newest_trust(request, roots->set);
  // The roots first: a list of older roots is refused for what it is.
  auto state = TrustState::load(request.state);
  if (!state) return state.error();
  if (auto accepted = state->accept(*roots); !accepted) return accepted.error();
  auto trust = newest_trust(request, roots->set);
  if (!trust) return trust;
  if (auto accepted = state->accept(*trust); !accepted) return accepted.error();
  state->save();
  return trust;
}

// The receipts alone: each was proved when it was opened.
int show_receipts(const Request& request, const Receipts& receipts) {
  Json list = Json::array();
  std::string text;
  for (const ProvenEntry& proven : receipts.proven()) {
    list.push_back(receipt_json(proven));
    text += words(request.language, "receipt.good",
                  {{"index", std::to_string(proven.index)},
                   {"origin", proven.checkpoint.origin},
                   {"size", std::to_string(proven.checkpoint.head.size)}}) +
            "\n" + proven.entry;
  }
  write_out(request.json ? dump(Json{{"ok", true}, {"receipts", list}}) + "\n" : text);
  return 0;
}

int verify(const Request& request) {
  auto trust = open_trust(request);
  if (!trust) return fail(request, trust.error(), status_of(trust.error().code));
  auto receipts = Receipts::open(request.receipts, *trust);
  if (!receipts) return fail(request, receipts.error(), status_of(receipts.error().code));
  if (!request.has_text) return show_receipts(request, *receipts);
  const Instant now = system_clock()();
  const FactSource no_facts;
  CheckContext context{*trust, no_facts, now, vietnam_day(now), {}};
  if (!request.at.empty()) {
    auto day = parse_day(request.at, "at");
    if (!day) return fail(request, day.error(), kInputErrors);
    context.today = *day;
  }
  if (!receipts->empty()) {
    context.logged = [&](const Scanned& scanned) { return receipts->position_of(scanned); };
  }
  if (request.text == "-") {
    std::ios::sync_with_stdio(false);
    return check_lines([] { return next_line(std::cin); }, std::span(&context, 1), request.language,
                       write_out, std::max(1u, std::thread::hardware_concurrency()));
  }
  if (!receipts->empty() && !receipts->position_of(read_scan(request.text)))
    return fail(request, {"receipt_of_other_label"}, kInputErrors);
  const Verdict verdict = check_label(request.text, context);
  write_out(request.json ? dump(verdict_json(verdict, request.language)) + "\n"
                         : verdict_words(verdict, request.language));
  return exit_code(verdict.main.headline);
}

void describe(CLI::App& app, Request& request, std::string& language) {
  app.set_version_flag("--version", std::string("temgoc-verify ") + TEMGOC_VERSION);
  app.add_option("--roots", request.roots,
                 "khóa gốc đã ghim, rồi các bản kế tiếp / the pinned root set, then its successors")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--trust", request.trust,
                 "danh sách tin cậy, có thể nhiều / trust list, may be repeated")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--receipt", request.receipts,
                 "biên nhận nhật ký, có thể nhiều / log receipt, may be repeated")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--state", request.state,
                 "nhớ danh sách mới nhất đã thấy / remembers the newest list seen")
      ->type_name("FILE");
  app.add_option("--at", request.at, "xét vào ngày này thay cho hôm nay / judge on this day")
      ->type_name("DATE");
  app.add_flag("--json", request.json, "một đối tượng JSON / one JSON object");
  app.add_option("--lang", language, "vi | en")->check(CLI::IsMember({"vi", "en"}));
  app.add_option("text", request.text,
                 "nội dung mã QR hoặc - / the scanned text, or - for one a line");
}

Language language_of(const std::string& name) { return name == "en" ? Language::en : Language::vi; }

int dispatch(int argc, const char* const* argv) {
  const char* environment = std::getenv("TEMGOC_LANG");
  std::string language = environment ? environment : "vi";
  Request request;
  CLI::App app("temgoc-verify – kiểm tra tem không cần mạng / checks labels with no network",
               "temgoc-verify");
  describe(app, request, language);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    write_out(app.help());
    return 0;
  } catch (const CLI::CallForVersion&) {
    write_out(app.version() + "\n");
    return 0;
  } catch (const CLI::ParseError& error) {
    request.language = language_of(language);
    return fail(request, {"usage", {}, error.what()}, kUsage);
  }
  request.language = language_of(language);
  request.has_text = app.get_option("text")->count() > 0;
  // A receipt may be looked at alone.
  if (!request.has_text && request.receipts.empty())
    return fail(request, {"usage", {}, "text is required"}, kUsage);
  try {
    return verify(request);
  } catch (const SystemFailure& failure) {
    return fail(request, failure.error(), kDisk);
  }
}

}  // namespace

int run_verify_cli(int argc, const char* const* argv) {
  try {
    return dispatch(argc, argv);
  } catch (const SystemFailure& failure) {
    write_err("temgoc-verify: " + message(Language::en, failure.error()) + "\n");
    return 9;
  } catch (const std::exception& failure) {
    write_err(std::string("temgoc-verify: ") + failure.what() + "\n");
    return 1;
  }
}

}  // namespace temgoc
