// The words of an option in help, manual and completions.
#include "cli/option_words.h"

#include <fmt/format.h>

#include <map>

namespace temgoc {

const std::vector<Option>& global_options() {
  using Kind = Option::Kind;
  static const std::vector<Option> kOptions = {{"workplace"},
                                               {"lang"},
                                               {"json", Kind::flag},
                                               {"clock-is-right", Kind::flag},
                                               {"quiet", Kind::flag}};
  return kOptions;
}

std::string described(Language language, const std::string& key) {
  return has_words(language, key) ? words(language, key) : "";
}

std::string option_help(Language language, const Command& command, const std::string& option) {
  const std::string own = command.verb.empty()
                              ? fmt::format("option.{}.{}", command.noun, option)
                              : fmt::format("option.{}.{}.{}", command.noun, command.verb, option);
  return described(language, has_words(language, own) ? own : "option." + option);
}

std::string placeholder(const Option& option) {
  static const std::map<std::string_view, std::string_view> kKinds = {
      {"lang", "vi|en"},
      {"workplace", "DIR"},
      {"format", "pdf|zpl|tspl"},
      {"order", "across|down"},
      {"codes", "lot_seal|item_seal|item_link"},
      {"scope", "lot|product|cooperative"},
      {"label-language", "vi|en|vi-en"},
      {"out", "FILE"},
      {"errors", "FILE"},
      {"blank", "FILE"},
      {"did", "FILE"},
      {"status-list", "FILE"},
      {"certificate", "ID"},
      {"root-key", "FILE"},
      {"pending", "FILE"},
      {"roots", "FILE"},
      {"passphrase-file", "FILE"},
      {"root-passphrase-file", "FILE"},
      {"since", "FILE"},
      {"checkpoint", "FILE"},
      {"state", "FILE"},
      {"tls-certificate", "FILE"},
      {"tls-key", "FILE"},
      {"access-log", "FILE"},
      {"pkcs11", "FILE"},
      {"bundle-key", "FILE"},
      {"key", "FILE"},
      {"root-keys", "DIR"},
      {"registry", "URL"},
      {"replica", "URL"},
      {"scan-queue", "DIR"},
      {"folder", "DIR"},
      {"log", "DIR"},
      {"test-log", "DIR"},
      {"packed", "DATE"},
      {"from", "DATE"},
      {"until", "DATE"},
      {"at", "DATE"},
      {"issued", "DATE"},
      {"valid-through", "DATE"},
      {"withdrawn-on", "DATE"},
      {"packed-until", "DATE"},
      {"first-right", "MM"},
      {"first-down", "MM"},
      {"last-right", "MM"},
      {"last-down", "MM"},
      {"cooperative", "ID"},
      {"product-id", "ID"},
      {"place", "ID"},
      {"id", "ID"},
      {"printer", "ID"},
      {"product", "GTIN"},
      {"gtin", "GTIN"},
      {"lot", "CODE"},
      {"labels", "N..N"},
      {"printed", "N..N"},
      {"spoiled", "N..N"},
      {"first", "SERIAL"},
      {"last", "SERIAL"},
      {"serial", "SERIAL"},
      {"roll", "N"},
      {"start", "N"},
      {"read-back", "N"},
      {"quantity", "N"},
      {"url", "URL"},
      {"listen", "HOST:PORT"},
      {"metrics-listen", "HOST:PORT"},
      {"host", "HOST"},
      {"template", "TEMPLATE"},
      {"record-scan", "PROVINCE"},
      {"language", "LANGUAGE"}};
  if (option.kind == Option::Kind::argument) return {};
  if (option.kind == Option::Kind::number) return "N";
  const auto found = kKinds.find(option.name);
  return std::string(found == kKinds.end() ? "TEXT" : found->second);
}

}  // namespace temgoc
