// JSON in, strictly; JSON out in the one form that is hashed.
#include "temgoc/base/json.h"

#include <functional>
#include <set>
#include <vector>

#include "temgoc/base/repeated_json.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr int kMaxDepth = 64;

Error json_error(std::string_view code, std::string_view value, std::size_t byte) {
  Error error{.code = std::string(code), .value = shortened(value)};
  if (byte > 0) error.position = Position{.row = 0, .column = byte, .in_text = true};
  return error;
}

// Watches the parser's events for what the library itself allows.
class Strictness {
 public:
  explicit Strictness(std::string_view repeatable) : repeatable_(repeatable) {}

  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    if (depth >= kMaxDepth && (event == Event::object_start || event == Event::array_start)) {
      throw json_error("json_unreadable", "depth", 0);
    }
    if (event == Event::object_start) keys_.emplace_back();
    if (event == Event::object_end) keys_.pop_back();
    if (event == Event::key) check_name(parsed.get_ref<const std::string&>());
    return true;
  }

 private:
  void check_name(const std::string& name) {
    if (keys_.back().insert(name).second || (!repeatable_.empty() && name == repeatable_)) return;
    throw json_error("json_duplicate_key", name, 0);
  }

  std::string_view repeatable_;
  std::vector<std::set<std::string>> keys_;
};

}  // namespace

Result<Json> parse_json(std::string_view text) { return parse_json_with_repeated(text, {}); }

Result<Json> parse_json_with_repeated(std::string_view text, std::string_view repeatable) {
  Strictness strictness(repeatable);
  try {
    return Json::parse(text.begin(), text.end(), std::ref(strictness));
  } catch (const Error& error) {
    return error;
  } catch (const Json::parse_error& failure) {
    return json_error("json_unreadable", {}, failure.byte);
  } catch (const Json::exception&) {
    return json_error("json_unreadable", {}, 0);
  }
}

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string canonical_json(const Json& value) { return nlohmann::json(value).dump(); }

}  // namespace temgoc
