// Parses the options, opens the given files, checks one text or many, and returns the exit code.
#include "temgoc/verify_cli/verify_cli.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>
#include <thread>

#include "temgoc/base/failures.h"
#include "temgoc/check/answer_lines.h"
#include "temgoc/manual/completion.h"
#include "temgoc/manual/man_page.h"
#include "verify_cli/realms.h"
#include "verify_cli/receipts.h"
#include "verify_cli/verifier_options.h"

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
  std::string language_name;  // as given with --lang
  std::string completion;     // the shell to write a completion for
  bool man = false;
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
      "bundle_rolled_back", "bundle_forked", "bundle_wrong_base", "bundle_key_replaced"};
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

// One code a line, each answered at once.
int verify_lines(const Request& request, const std::vector<CheckContext>& contexts) {
  LineReader lines(STDIN_FILENO, kMaxLineBytes);
  const LineAnswers how{request.language, request.json, ::isatty(STDIN_FILENO) == 1,
                        std::max(1u, std::thread::hardware_concurrency())};
  const auto status = answer_lines(lines, contexts, how, write_out);
  return status ? *status : fail(request, status.error(), kDisk);
}

int verify(const Request& request) {
  const Instant now = system_clock()();
  auto realms = Realms::open(request.files, now);
  if (!realms) return fail(request, realms.error(), status_of(realms.error().code));
  auto witnesses = Witnesses::open(request.witnesses);
  if (!witnesses) return fail(request, witnesses.error(), status_of(witnesses.error().code));
  auto receipts = Receipts::open(request.receipts, realms->first_trust(), *witnesses, now);
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
  if (request.text == "-") return verify_lines(request, contexts);
  if (!receipts->empty() && !receipts->position_of(read_scan(request.text)))
    return fail(request, {"receipt_of_other_label"}, kInputErrors);
  const Verdict verdict = check_label(request.text, contexts);
  write_out(request.json ? dump(verdict_json(verdict, request.language)) + "\n"
                         : verdict_words(verdict, request.language));
  return exit_code(verdict.main.headline);
}

Language language_of(std::string_view name) { return name == "en" ? Language::en : Language::vi; }

// The help speaks the reader's language, so it is known before anything is parsed.
Language language_of(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--lang" && i + 1 < argc) return language_of(argv[i + 1]);
    if (word.starts_with("--lang=")) return language_of(word.substr(7));
  }
  const char* environment = std::getenv("TEMGOC_LANG");
  return language_of(environment ? environment : "vi");
}

// The library's own few words, in the reader's language.
void speak(CLI::App& app, Language language) {
  app.option_defaults()->group(words(language, "usage.options"));
  app.set_help_flag("-h,--help", words(language, "usage.help"))
      ->group(words(language, "usage.options"));
  app.set_version_flag("--version", std::string("temgoc-verify ") + TEMGOC_VERSION,
                       words(language, "usage.version"));
  const auto formatter = std::make_shared<CLI::Formatter>();
  for (auto [theirs, ours] : {std::pair{"Usage", "usage.usage"},
                              {"Positionals", "usage.arguments"},
                              {"OPTIONS", "usage.options_place"}})
    formatter->label(theirs, words(language, ours));
  app.formatter(formatter);
}

// Where the values of the options of the table go.
struct Places {
  std::map<std::string_view, std::vector<std::string>*> lists;
  std::map<std::string_view, std::string*> texts;
  std::map<std::string_view, bool*> flags;
};

Places places_in(Request& request) {
  return {{{"roots", &request.files.roots},
           {"trust", &request.files.trust},
           {"bundle", &request.files.bundles},
           {"receipt", &request.receipts},
           {"witness", &request.witnesses}},
          {{"state", &request.files.state},
           {"at", &request.at},
           {"lang", &request.language_name},
           {"completion", &request.completion}},
          {{"json", &request.json}, {"man", &request.man}}};
}

void describe(CLI::App& app, Request& request) {
  speak(app, request.language);
  const Places places = places_in(request);
  for (const VerifierOption& option : kVerifierOptions) {
    const std::string name = fmt::format("--{}", option.name);
    const std::string help = words(request.language, option.words);
    if (const auto flag = places.flags.find(option.name); flag != places.flags.end()) {
      app.add_flag(name, *flag->second, help);
      continue;
    }
    CLI::Option* added = option.repeated
                             ? app.add_option(name, *places.lists.at(option.name), help)->take_all()
                             : app.add_option(name, *places.texts.at(option.name), help);
    added->allow_extra_args(false)->type_name(option.value);
  }
  app.get_option("--lang")->check(CLI::IsMember({"vi", "en"}));
  app.get_option("--completion")->check(CLI::IsMember({"bash", "zsh", "fish"}));
  app.add_option("text", request.text, words(request.language, "verifier.text"))->type_name("");
}

// The manual instead of a verdict, where one was asked for.
std::optional<std::string> manual_asked_for(const Request& request) {
  if (request.completion.empty() && !request.man) return std::nullopt;
  const Program program = verifier_manual(request.language);
  if (const auto shell = shell_named(request.completion)) return completion_of(program, *shell);
  return man_pages(program, request.language).front().text;
}

int dispatch(int argc, const char* const* argv) {
  Request request;
  request.language = language_of(argc, argv);
  CLI::App app(words(request.language, "verifier.what"), "temgoc-verify");
  describe(app, request);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    write_out(app.help());
    return 0;
  } catch (const CLI::CallForVersion&) {
    write_out(app.version() + "\n");
    return 0;
  } catch (const CLI::ParseError& error) {
    return fail(request, {"usage", {}, error.what()}, kUsage);
  }
  if (const auto manual = manual_asked_for(request)) {
    write_out(*manual);
    return 0;
  }
  request.has_text = app.get_option("text")->count() > 0;
  // A receipt may be looked at alone.
  if (!request.has_text && request.receipts.empty())
    return fail(request, {"usage_missing", {}, "TEXT"}, kUsage);
  try {
    return verify(request);
  } catch (const SystemFailure& failure) {
    return fail(request, failure.error(), kDisk);
  } catch (const std::exception& failure) {
    return fail(request, unforeseen(failure), 1);
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
    write_err("temgoc-verify: " + message(Language::en, unforeseen(failure)) + "\n");
    return 1;
  }
}

}  // namespace temgoc
