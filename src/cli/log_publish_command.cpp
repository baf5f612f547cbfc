// temgoc log publish
#include <algorithm>
#include <array>
#include <thread>

#include "cli/command.h"
#include "cli/every.h"
#include "temgoc/store/object_store.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

Result<ObjectStore> store_of(const LogStoreSettings& settings) {
  if (settings.store.empty()) return Error{"store_not_set", "log.store"};
  auto place = StorePlace::parse(settings.store, settings.endpoint, settings.region);
  if (!place) return place.error();
  auto key = read_store_key(settings.credentials);
  if (!key) return key.error();
  return ObjectStore(*std::move(place), *std::move(key));
}

struct Sizes {
  std::uint64_t real = 0;
  std::uint64_t test = 0;
};

Result<Sizes> publish(const Session& session) {
  auto workplace = session.open();
  if (!workplace) return workplace.error();
  auto store = store_of(workplace->settings().log_store);
  if (!store) return store.error();
  auto real = workplace->publish_log(*store, false);
  if (!real) return real.error();
  auto test = workplace->publish_log(*store, true);
  if (!test) return test.error();
  return Sizes{*real, *test};
}

int said(const Session& session, const Sizes& sizes) {
  return session.terminal.done(
      {{"size", sizes.real}, {"test_size", sizes.test}},
      session.terminal.word("log.publish.done", {{"size", std::to_string(sizes.real)},
                                                 {"test", std::to_string(sizes.test)}}) +
          "\n");
}

// What passes by itself is tried again. What says that a log was rewritten is not, nor what
// somebody has to set right first.
bool needs_somebody(const Error& error) {
  static constexpr std::array<std::string_view, 12> kCodes{
      "store_forked",        "store_differs",     "store_ahead",    "store_unsigned",
      "store_other_log",     "log_forks",         "log_ahead",      "store_not_set",
      "store_place_invalid", "store_key_missing", "store_key_open", "store_without_conditions"};
  return std::ranges::find(kCodes, error.code) != kCodes.end();
}

int log_publish(const Session& session, const Given& given) {
  const auto every = every_of(given);
  if (!every) return session.terminal.fail(every.error());
  const std::chrono::minutes between = every->value_or(std::chrono::minutes(0));
  for (;; std::this_thread::sleep_for(between)) {
    auto sizes = publish(session);
    if (between == std::chrono::minutes(0) || (!sizes && needs_somebody(sizes.error())))
      return sizes ? said(session, *sizes) : session.terminal.fail(sizes.error());
    if (sizes)
      said(session, *sizes);
    else
      session.terminal.warn(sizes.error());
  }
}

}  // namespace

void add_log_publish_command(std::vector<Command>& all) {
  all.push_back({"log", "publish", {{"every", Option::Kind::number}}, log_publish});
}

}  // namespace temgoc
