#include "temgoc/verify_cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <set>
#include <thread>

#include "temgoc/check.h"
#include "verify_cli/realms.h"
#include "verify_cli/receipts.h"

namespace temgoc {
namespace {

constexpr int kUsage = 2;
constexpr int kInputErrors = 3;
constexpr int kNotFound = 5;
constexpr int kConflict = 6;
constexpr int kDisk = 9;

struct Request {
  VerifierFiles files;
  std::vector<std::string> receipts;
  std::vector<std::string> witnesses;
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
  static const std::set<std::string> kConflicts{
      "trust_rolled_back",  "trust_forked",  "roots_rolled_back", "roots_forked",
      "bundle_rolled_back", "bundle_forked", "bundle_wrong_base"};
  if (kConflicts.contains(code)) return kConflict;
  return code == "usage_missing" ? kUsage : kInputErrors;
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
  const Instant now = system_clock()();
  auto realms = Realms::open(request.files, now);
  if (!realms) return fail(request, realms.error(), status_of(realms.error().code));
  auto witnesses = Witnesses::open(request.witnesses);
  if (!witnesses) return fail(request, witnesses.error(), status_of(witnesses.error().code));
  auto receipts = Receipts::open(request.receipts, realms->first_trust(), *witnesses);
  if (!receipts) return fail(request, receipts.error(), status_of(receipts.error().code));
  if (!request.has_text) return show_receipts(request, *receipts);
  Day today = vietnam_day(now);
  if (!request.at.empty()) {
    auto day = parse_day(request.at, "at");
    if (!day) return fail(request, day.error(), kInputErrors);
    today = *day;
  }
  std::vector<CheckContext> contexts = realms->contexts(now, today, *witnesses);
  if (!receipts->empty()) {
    contexts.front().logged = [&](const Scanned& scanned) {
      return receipts->position_of(scanned);
    };
  }
  if (request.text == "-") {
    std::ios::sync_with_stdio(false);
    return check_lines([] { return next_line(std::cin); }, contexts, request.language, write_out,
                       std::max(1u, std::thread::hardware_concurrency()));
  }
  if (!receipts->empty() && !receipts->position_of(read_scan(request.text)))
    return fail(request, {"receipt_of_other_label"}, kInputErrors);
  const Verdict verdict = check_label(request.text, contexts);
  write_out(request.json ? dump(verdict_json(verdict, request.language)) + "\n"
                         : verdict_words(verdict, request.language));
  return exit_code(verdict.main.headline);
}

void describe(CLI::App& app, Request& request, std::string& language) {
  app.set_version_flag("--version", std::string("temgoc-verify ") + TEMGOC_VERSION);
  app.add_option("--roots", request.files.roots,
                 "khóa gốc đã ghim, rồi các bản kế tiếp / the pinned root set, then its successors")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--trust", request.files.trust,
                 "danh sách tin cậy, có thể nhiều / trust list, may be repeated")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--bundle", request.files.bundles,
                 "gói dữ liệu ngoại tuyến, rồi các gói cập nhật của nó / "
                 "offline bundle, then its deltas")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--receipt", request.receipts,
                 "biên nhận nhật ký, có thể nhiều / log receipt, may be repeated")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--witness", request.witnesses,
                 "khóa của các nhân chứng: một trong số đó phải đã ký nhật ký / "
                 "keys of witnesses, one of which must have cosigned the log")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--state", request.files.state,
                 "nhớ danh sách và gói mới nhất đã thấy / remembers the newest list and bundle")
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
