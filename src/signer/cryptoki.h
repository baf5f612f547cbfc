// Cryptoki as it is spoken here: a loaded module, a session, attributes, and what a refusal means.
#pragma once

#include <p11-kit/pkcs11.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"
#include "temgoc/base/secret_text.h"

namespace temgoc {

// A module, loaded and initialised; shared by everybody who names the same path, and left alone
// where the process has already initialised it. After a fork the child initialises it anew.
class CryptokiModule {
 public:
  // `token_module_missing` (args reason), `token_failed`.
  static Result<std::shared_ptr<CryptokiModule>> load(const std::string& path);
  ~CryptokiModule();
  CryptokiModule(const CryptokiModule&) = delete;
  CryptokiModule& operator=(const CryptokiModule&) = delete;

  CK_FUNCTION_LIST& call() const { return *functions_; }
  // The slot of the token with that label: `token_missing`, `token_ambiguous`.
  Result<CK_SLOT_ID> slot_of(const std::string& label) const;
  // Logs a session of this slot in as the token's user. A login is the process's, not the
  // session's: where another session has made it, the PIN is held against that session's. CKR_OK or
  // what C_Login says.
  CK_RV log_in(CK_SESSION_HANDLE session, CK_SLOT_ID slot, std::string_view pin);

 private:
  CryptokiModule(std::string path, void* library, CK_FUNCTION_LIST* functions, bool ours)
      : path_(std::move(path)), library_(library), functions_(functions), ours_(ours) {}
  std::string path_;
  void* library_;
  CK_FUNCTION_LIST* functions_;
  bool ours_;  // initialised here, so finalised here
  pid_t process_ = ::getpid();
  std::mutex pins_guard_;
  std::map<CK_SLOT_ID, SecretText> pins_;  // of the last login, while it lasts
};

// A session of a token, logged in as its user, closed when it goes.
class CryptokiSession {
 public:
  // `token_missing`, `token_ambiguous`, `pin_needed`, `pin_wrong`, `pin_locked`, `token_failed`.
  static Result<std::unique_ptr<CryptokiSession>> open(std::shared_ptr<CryptokiModule> module,
                                                       const std::string& token,
                                                       std::string_view pin, bool writing);
  ~CryptokiSession();
  CryptokiSession(const CryptokiSession&) = delete;
  CryptokiSession& operator=(const CryptokiSession&) = delete;

  CK_FUNCTION_LIST& call() const { return module_->call(); }
  CK_SESSION_HANDLE handle() const { return handle_; }
  bool of_this_process() const { return process_ == ::getpid(); }

  // Objects of a class with that attribute.
  std::vector<CK_OBJECT_HANDLE> find(CK_OBJECT_CLASS kind, CK_ATTRIBUTE_TYPE type,
                                     std::string_view value) const;
  Bytes attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;  // empty: none

 private:
  CryptokiSession(std::shared_ptr<CryptokiModule> module, CK_SESSION_HANDLE handle)
      : module_(std::move(module)), handle_(handle) {}
  Result<void> log_in(const std::string& token, CK_SLOT_ID slot, std::string_view pin) const;
  std::shared_ptr<CryptokiModule> module_;
  CK_SESSION_HANDLE handle_;
  pid_t process_ = ::getpid();
};

// `token_failed` with the call and Cryptoki's number.
Error token_failure(const char* call, CK_RV code);

}  // namespace temgoc
