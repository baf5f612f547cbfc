// What a page learns of its request.
#include "console/visit.h"

#include "temgoc/base/bytes.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"
#include "temgoc/base/hex_digit.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// Letter by letter into memory that is wiped.
SecretText decoded_secret(std::string_view text) {
  SecretText secret;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escape = text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
                        hex_digit(text[at + 2]) >= 0;
    if (escape) {
      secret.push_back(static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2])));
      at += 2;
    } else {
      secret.push_back(text[at] == '+' ? ' ' : text[at]);
    }
  }
  return secret;
}

// The one that was chosen, here or before; Vietnamese for everybody else, whatever the browser
// says: the people of a cooperative speak it.
Language language_of(const HttpRequest& request) {
  const std::string here = form_value(request.query, "lang");
  const std::string chosen = here.empty() ? cookie_value(request.cookie, kLanguageCookie) : here;
  return chosen == "en" ? Language::en : Language::vi;
}

bool is_multipart(const HttpRequest& request) {
  return request.content_type.starts_with("multipart/");
}

}  // namespace

std::string form_token_of(std::string_view token) {
  return to_hex(sha256(as_bytes("form"), as_bytes(token))).substr(0, 32);
}

Visit::Visit(const HttpRequest& request, House& house, Accounts& accounts)
    : request_(request),
      house_(house),
      accounts_(&accounts),
      language_(language_of(request)),
      token_(cookie_value(request.cookie, kSessionCookie)),
      who_(signed_in(accounts, token_, house.world.clock())) {}

Visit::Visit(const HttpRequest& request, House& house)
    : request_(request), house_(house), language_(language_of(request)) {}

Actor Visit::actor() const { return {user().id, user().name, to_text(user().role), Channel::page}; }

std::string Visit::form_token() const { return who_ ? form_token_of(token_) : std::string(); }

std::string Visit::typed(std::string_view name) const {
  if (!is_multipart(request_)) return trimmed(form_value(request_.body, name));
  for (const FormPart& part : parts())
    if (part.name == name) return trimmed(part.content);
  return {};
}

std::vector<std::pair<std::string, std::string>> Visit::typed_fields() const {
  if (!is_multipart(request_)) return form_values(request_.body);
  std::vector<std::pair<std::string, std::string>> fields;
  for (const FormPart& part : parts())
    if (part.file_name.empty()) fields.emplace_back(part.name, part.content);
  return fields;
}

std::optional<FormPart> Visit::sent_file(std::string_view name) const {
  for (const FormPart& part : parts())
    if (part.name == name && !part.file_name.empty()) return part;
  return std::nullopt;
}

const std::vector<FormPart>& Visit::parts() const {
  if (parts_) return *parts_;
  parts_.emplace();
  if (!is_multipart(request_)) return *parts_;
  if (request_.upload) {
    auto read = read_file(request_.upload->path(), kMostUpload);
    if (!read) throw SystemFailure(read.error());
    upload_ = *std::move(read);
  } else {
    upload_ = request_.body;
  }
  if (auto apart = multipart_parts(request_.content_type, upload_)) parts_ = *std::move(apart);
  return *parts_;
}

SecretText Visit::secret(std::string_view name) const {
  return decoded_secret(encoded_form_value(request_.body, name).value_or(""));
}

std::string Visit::asked(std::string_view name) const {
  return trimmed(form_value(request_.query, name));
}

const Site& Visit::site() const {
  if (!site_) {
    auto opened = Site::open(house_.folder, house_.world.clock);
    if (!opened) throw SystemFailure(opened.error());
    site_.emplace(std::move(*opened));
  }
  return *site_;
}

Result<Workplace> Visit::open() const { return open_to_change(house_, actor()); }

Result<Workplace> open_to_change(const House& house, const Actor& actor) {
  auto opened = Workplace::open(house.folder, actor, house.world.clock, house.world.random);
  if (!opened) return opened;
  if (auto right = check_clock(*opened, house.world.clock_word()); !right) return right.error();
  // What is recorded must be published: better to know before that the log cannot be written.
  if (auto settled = opened->settle_logs(); !settled) return settled.error();
  return opened;
}

std::string once(const Visit& visit) {
  std::array<std::uint8_t, 9> bytes{};
  visit.house().world.random(bytes);
  return "page-" + to_hex(bytes);
}

}  // namespace temgoc
