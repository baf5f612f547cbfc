// Finds or makes the key pair, signs with it, and logs in again when the session is lost.
#include "token_key.h"

#include <algorithm>
#include <array>

#include "cryptoki.h"
#include "temgoc/base/text.h"
#include "temgoc/seal/signature.h"

namespace temgoc {
namespace {

// The curve's two names in CKA_EC_PARAMS; modules take the one or the other.
constexpr std::string_view kCurveName(
    "\x13\x0c"
    "edwards25519",
    14);
constexpr std::string_view kCurveOid("\x06\x03\x2b\x65\x70", 5);

struct KeyPair {
  CK_OBJECT_HANDLE private_key = 0;
  PublicKeyBytes public_key{};
};

// CKA_EC_POINT: a DER OCTET STRING, or, of some modules, the 32 bytes alone.
std::optional<PublicKeyBytes> point_of(const Bytes& value) {
  PublicKeyBytes point{};
  const std::size_t head = value.size() == 34 && value[0] == 0x04 && value[1] == 0x20 ? 2 : 0;
  if (value.size() - head != point.size()) return std::nullopt;
  std::copy(value.begin() + static_cast<std::ptrdiff_t>(head), value.end(), point.begin());
  return point;
}

bool is_edwards(const CryptokiSession& session, CK_OBJECT_HANDLE key) {
  const Bytes type = session.attribute(key, CKA_KEY_TYPE);
  constexpr CK_KEY_TYPE kEdwards = CKK_EC_EDWARDS;
  return type.size() == sizeof kEdwards &&
         std::equal(type.begin(), type.end(), reinterpret_cast<const std::uint8_t*>(&kEdwards));
}

std::string_view bytes_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<KeyPair> find_pair(const CryptokiSession& session, const std::string& id_hex) {
  const auto id = from_hex(id_hex);
  if (!id || id->empty()) return Error{"key_file_unreadable"};
  const auto found = session.find(CKO_PRIVATE_KEY, CKA_ID, bytes_of(*id));
  if (found.empty()) return Error{"token_key_missing", "key", id_hex};
  if (!is_edwards(session, found.front())) return Error{"key_not_ed25519", "key", id_hex};
  auto point = point_of(session.attribute(found.front(), CKA_EC_POINT));
  for (const CK_OBJECT_HANDLE each : session.find(CKO_PUBLIC_KEY, CKA_ID, bytes_of(*id))) {
    if (!point) point = point_of(session.attribute(each, CKA_EC_POINT));
  }
  if (!point) return Error{"token_key_missing", "key", id_hex};
  if (auto admitted = VerifyKey::admit(*point); !admitted) return admitted.error();
  return KeyPair{found.front(), *point};
}

template <class T>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, T& value) {
  return {type, &value, sizeof value};
}
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, std::string& value) {
  return {type, value.data(), static_cast<CK_ULONG>(value.size())};
}

CK_RV generate(const CryptokiSession& session, std::string_view curve, std::string id,
               std::string label) {
  CK_MECHANISM mechanism{CKM_EC_EDWARDS_KEY_PAIR_GEN, nullptr, 0};
  CK_BBOOL yes = CK_TRUE;
  CK_BBOOL no = CK_FALSE;
  std::string parameters(curve);
  std::array<CK_ATTRIBUTE, 6> public_part{
      attribute(CKA_TOKEN, yes),  attribute(CKA_PRIVATE, no),
      attribute(CKA_VERIFY, yes), attribute(CKA_EC_PARAMS, parameters),
      attribute(CKA_ID, id),      attribute(CKA_LABEL, label)};
  std::array<CK_ATTRIBUTE, 7> private_part{
      attribute(CKA_TOKEN, yes),      attribute(CKA_PRIVATE, yes), attribute(CKA_SENSITIVE, yes),
      attribute(CKA_EXTRACTABLE, no), attribute(CKA_SIGN, yes),    attribute(CKA_ID, id),
      attribute(CKA_LABEL, label)};
  CK_OBJECT_HANDLE public_key = 0;
  CK_OBJECT_HANDLE private_key = 0;
  return session.call().C_GenerateKeyPair(session.handle(), &mechanism, public_part.data(),
                                          public_part.size(), private_part.data(),
                                          private_part.size(), &public_key, &private_key);
}

Result<std::string> generated(const CryptokiSession& session, const RandomSource& random) {
  std::array<std::uint8_t, 8> id{};
  random(id);
  const std::string raw(id.begin(), id.end());
  CK_RV code = CKR_OK;
  for (const std::string_view curve : {kCurveName, kCurveOid}) {
    code = generate(session, curve, raw, "temgoc " + to_hex(id));
    if (code == CKR_OK) return to_hex(id);
  }
  if (code == CKR_MECHANISM_INVALID) return Error{"token_no_ed25519"};
  return token_failure("C_GenerateKeyPair", code);
}

Result<std::string> key_of_label(const CryptokiSession& session, const TokenKeyOrder& order,
                                 const RandomSource& random) {
  if (order.key_label.empty()) return generated(session, random);
  const auto found = session.find(CKO_PRIVATE_KEY, CKA_LABEL, order.key_label);
  if (found.size() > 1)
    return Error{"token_key_ambiguous", "token-key", shortened(order.key_label)};
  const Bytes id = found.empty() ? Bytes() : session.attribute(found.front(), CKA_ID);
  if (id.empty()) return Error{"token_key_missing", "token-key", shortened(order.key_label)};
  return to_hex(id);
}

bool is_lost_session(CK_RV code) {
  static constexpr std::array<CK_RV, 9> kLost{
      CKR_SESSION_HANDLE_INVALID, CKR_SESSION_CLOSED,    CKR_USER_NOT_LOGGED_IN,
      CKR_DEVICE_REMOVED,         CKR_TOKEN_NOT_PRESENT, CKR_KEY_HANDLE_INVALID,
      CKR_OBJECT_HANDLE_INVALID,  CKR_DEVICE_ERROR,      CKR_CRYPTOKI_NOT_INITIALIZED};
  return std::ranges::find(kLost, code) != kLost.end();
}

CK_RV sign_once(const CryptokiSession& session, CK_OBJECT_HANDLE key, std::string_view message,
                Signature& signature) {
  CK_MECHANISM mechanism{CKM_EDDSA, nullptr, 0};
  if (const CK_RV code = session.call().C_SignInit(session.handle(), &mechanism, key);
      code != CKR_OK)
    return code;
  std::string text(message);  // Cryptoki asks for writable bytes
  CK_ULONG size = signature.size();
  return session.call().C_Sign(session.handle(), reinterpret_cast<CK_BYTE*>(text.data()),
                               text.size(), signature.data(), &size);
}

}  // namespace

struct TokenKey::Session {
  std::unique_ptr<CryptokiSession> session;
  KeyPair pair;

  static Result<std::unique_ptr<Session>> open(const TokenKeyPlace& place, std::string_view pin) {
    auto module = CryptokiModule::load(place.module);
    if (!module) return module.error();
    auto session = CryptokiSession::open(*std::move(module), place.token, pin, false);
    if (!session) return session.error();
    auto pair = find_pair(**session, place.key_id);
    if (!pair) return pair.error();
    return std::make_unique<Session>(Session{*std::move(session), *pair});
  }
};

struct TokenKey::Guarded {
  std::mutex turn;
  TokenKeyPlace place;
  SecretText pin;
  std::unique_ptr<Session> session;
  PublicKeyBytes public_key;
  VerifyKey verify;

  // Throws what went wrong: the world has changed since the key was opened.
  void reopen() {
    session.reset();  // first, so that a login of this process is given up before the next
    auto again = Session::open(place, pin);
    if (!again) throw SystemFailure(again.error());
    if ((*again)->pair.public_key != public_key)
      throw SystemFailure(Error{"key_file_wrong", "", place.token});
    session = *std::move(again);
  }
};

Result<std::shared_ptr<TokenKey>> TokenKey::open(const TokenKeyPlace& place, std::string_view pin) {
  auto session = Session::open(place, pin);
  if (!session) return session.error();
  return std::shared_ptr<TokenKey>(new TokenKey(place, pin, *std::move(session)));
}

TokenKey::TokenKey(TokenKeyPlace place, std::string_view pin, std::unique_ptr<Session> session) {
  const PublicKeyBytes key = session->pair.public_key;
  guarded_.reset(new Guarded{{},
                             std::move(place),
                             SecretText(pin),
                             std::move(session),
                             key,
                             VerifyKey::admit(key).value()});
}

TokenKey::~TokenKey() = default;

const PublicKeyBytes& TokenKey::public_key() const { return guarded_->public_key; }

std::optional<Error> TokenKey::may_be_elsewhere() const {
  const std::lock_guard turn(guarded_->turn);
  const auto holds = [&](CK_ATTRIBUTE_TYPE type) {
    const Bytes value =
        guarded_->session->session->attribute(guarded_->session->pair.private_key, type);
    return value.size() == 1 && value.front() != CK_FALSE;
  };
  if (holds(CKA_EXTRACTABLE) || !holds(CKA_SENSITIVE))
    return Error{"token_key_extractable", "token-key", guarded_->place.token};
  if (!holds(CKA_NEVER_EXTRACTABLE) || !holds(CKA_ALWAYS_SENSITIVE))
    return Error{"token_key_imported", "token-key", guarded_->place.token};
  return std::nullopt;
}

Signature TokenKey::sign(std::string_view message) {
  Guarded& guarded = *guarded_;
  const std::lock_guard turn(guarded.turn);
  if (!guarded.session || !guarded.session->session->of_this_process()) guarded.reopen();
  Signature signature{};
  const auto once = [&] {
    return sign_once(*guarded.session->session, guarded.session->pair.private_key, message,
                     signature);
  };
  CK_RV code = once();
  if (is_lost_session(code)) {
    guarded.reopen();
    code = once();
  }
  if (code != CKR_OK) throw SystemFailure(token_failure("C_Sign", code));
  // A token is a machine of somebody else's: a wrong signature must not reach a label.
  if (!guarded.verify.verify(message, signature))
    throw SystemFailure(Error{"token_signature_wrong", "", guarded.place.token});
  return signature;
}

Result<TokenKeyPlace> make_token_key(const TokenKeyOrder& order, std::string_view pin,
                                     const RandomSource& random) {
  auto module = CryptokiModule::load(order.module);
  if (!module) return module.error();
  auto session = CryptokiSession::open(*std::move(module), order.token, pin, true);
  if (!session) return session.error();
  auto id = key_of_label(**session, order, random);
  if (!id) return id.error();
  return TokenKeyPlace{order.module, order.token, *id};
}

}  // namespace temgoc
