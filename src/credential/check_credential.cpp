// Judges a credential step by step; the first thing that is wrong is the answer.
#include "temgoc/credential/check_credential.h"

#include <charconv>

#include "temgoc/base/text.h"
#include "temgoc/credential/status_list.h"
#include "temgoc/seal/signature.h"

namespace temgoc {
namespace {

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// An issuer is its name, or an object with it.
std::string issuer_of(const Json& content) {
  const auto issuer = content.find("issuer");
  if (issuer != content.end() && issuer->is_object()) return text_of(*issuer, "id");
  return text_of(content, "issuer");
}

std::vector<Json> as_list(const Json& value) {
  if (!value.is_array()) return {value};
  return {value.begin(), value.end()};
}

class Check {
 public:
  Check(const CredentialSources& sources, Instant now) : sources_(sources), now_(now) {}

  // The signature and the time, of a credential or of a status list.
  Result<CheckedCredential> read(std::string_view text) const {
    auto secured = read_secured_credential(text);
    if (!secured) return secured.error();
    if (auto signed_by = check_signature(*secured); !signed_by) return signed_by.error();
    if (auto in_time = check_time(secured->content); !in_time) return in_time.error();
    std::string issuer = issuer_of(secured->content);
    return CheckedCredential{std::move(secured->content), std::move(issuer),
                             std::move(secured->method)};
  }

  Result<void> check_status(const CheckedCredential& checked) const {
    const auto status = checked.content.find("credentialStatus");
    if (status == checked.content.end()) return {};
    for (const Json& each : as_list(*status)) {
      if (!each.is_object() || text_of(each, "type") != "BitstringStatusListEntry") continue;
      if (auto fine = check_entry(each, checked.issuer); !fine) return fine;
    }
    return {};
  }

 private:
  Result<void> check_signature(const SecuredCredential& secured) const {
    const std::string issuer = issuer_of(secured.content);
    const std::string owner = secured.method.substr(0, secured.method.find('#'));
    const auto about = [&](const char* code) {
      return Error{code, "credential", shortened(secured.method, 120)};
    };
    if (owner.empty() || owner != issuer) {
      Error error = about("credential_issuer_differs");
      error.args["issuer"] = shortened(issuer, 120);
      return error;
    }
    const auto keys = sources_.keys_of(issuer);
    if (!keys || keys->did != issuer) return about("credential_key_unknown");
    const auto key = keys->by_method.find(secured.method);
    if (key == keys->by_method.end()) return about("credential_key_unknown");
    const auto admitted = VerifyKey::admit(key->second);
    if (!admitted) return admitted.error();
    if (!admitted->verify(secured.message, secured.signature))
      return about("credential_signature_wrong");
    return {};
  }

  Result<std::optional<Instant>> moment(const Json& content, const char* name) const {
    if (!content.contains(name)) return std::optional<Instant>();
    const auto read = parse_instant(text_of(content, name));
    if (!read) return Error{"credential_time_unreadable", name, shortened(text_of(content, name))};
    return std::optional<Instant>(*read);
  }

  Result<void> check_time(const Json& content) const {
    const auto from = moment(content, "validFrom"), until = moment(content, "validUntil");
    if (!from) return from.error();
    if (!until) return until.error();
    if (*from && now_ < **from)
      return Error{"credential_not_yet", "validFrom", "", {}, {{"from", to_iso(**from)}}};
    if (*until && now_ > **until)
      return Error{"credential_expired", "validUntil", "", {}, {{"until", to_iso(**until)}}};
    return {};
  }

  Result<Bytes> bits_of(const std::string& url, const std::string& purpose,
                        const std::string& issuer) const {
    const auto unusable = [&](const std::string& reason) {
      return Error{"credential_status_unusable",
                   "credentialStatus",
                   shortened(url, 120),
                   {},
                   {{"reason", reason}}};
    };
    const auto text = sources_.status_list(url);
    if (!text) return Error{"credential_status_missing", "credentialStatus", shortened(url, 120)};
    const auto list = read(*text);
    if (!list) return unusable(list.error().code);
    if (list->issuer != issuer) return unusable("credential_issuer_differs");
    if (text_of(list->content, "id") != url) return unusable("status_list_id");
    const auto subject = list->content.find("credentialSubject");
    if (subject == list->content.end() || !subject->is_object() ||
        text_of(*subject, "type") != "BitstringStatusList" ||
        text_of(*subject, "statusPurpose") != purpose)
      return unusable("status_list_subject");
    auto bits = decoded_status_list(text_of(*subject, "encodedList"));
    if (!bits) return unusable("status_list_bits");
    return *std::move(bits);
  }

  Result<void> check_entry(const Json& entry, const std::string& issuer) const {
    const std::string url = text_of(entry, "statusListCredential");
    const std::string purpose = text_of(entry, "statusPurpose");
    const std::string index = text_of(entry, "statusListIndex");
    const auto bits = bits_of(url, purpose, issuer);
    if (!bits) return bits.error();
    std::uint64_t at = 0;
    const auto [end, fault] = std::from_chars(index.data(), index.data() + index.size(), at);
    const bool whole = fault == std::errc() && end == index.data() + index.size();
    const auto bit = whole ? status_bit(*bits, at) : std::nullopt;
    if (!bit)
      return Error{"credential_status_unusable",
                   "credentialStatus",
                   shortened(url, 120),
                   {},
                   {{"reason", "status_list_index"}}};
    if (!*bit) return {};
    return Error{purpose == "suspension" ? "credential_suspended" : "credential_revoked",
                 "credentialStatus", shortened(url, 120)};
  }

  const CredentialSources& sources_;
  Instant now_;
};

}  // namespace

Result<CheckedCredential> check_credential(std::string_view text, const CredentialSources& sources,
                                           Instant now) {
  const Check check(sources, now);
  auto checked = check.read(text);
  if (!checked) return checked;
  if (auto fine = check.check_status(*checked); !fine) return fine.error();
  return checked;
}

}  // namespace temgoc
