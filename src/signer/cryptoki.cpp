// Loads a PKCS#11 module once in a process, finds a token by its label, and opens sessions.
#include "cryptoki.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <map>

#include "temgoc/base/secret_text.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// Modules by path. A module is a thing of the whole process: to initialise it twice is an error,
// and to finalise it takes it from everybody.
std::mutex g_modules_guard;
std::condition_variable g_module_gone;
struct Loaded {
  std::weak_ptr<CryptokiModule> module;
  pid_t process = 0;
};
std::map<std::string, Loaded> g_modules;

std::string without_padding(const CK_UTF8CHAR* text, std::size_t size) {
  std::string label(reinterpret_cast<const char*>(text), size);
  label.erase(label.find_last_not_of(std::string(" \0", 2)) + 1);
  return label;
}

CK_RV initialise(CK_FUNCTION_LIST& functions) {
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  return functions.C_Initialize(&arguments);
}

Error login_error(CK_RV code, const std::string& token) {
  switch (code) {
    case CKR_PIN_LOCKED:
      return Error{"pin_locked", "token", token};
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
      return Error{"pin_wrong", "token", token};
    default:
      return token_failure("C_Login", code);
  }
}

}  // namespace

Error token_failure(const char* call, CK_RV code) {
  return Error{"token_failed", "", "", {}, {{"call", call}, {"code", fmt::format("0x{:x}", code)}}};
}

Result<std::shared_ptr<CryptokiModule>> CryptokiModule::load(const std::string& path) {
  std::unique_lock guard(g_modules_guard);
  for (auto at = g_modules.find(path); at != g_modules.end(); at = g_modules.find(path)) {
    if (at->second.process != ::getpid()) break;  // a forked child's parent loaded it
    if (auto known = at->second.module.lock()) return known;
    g_module_gone.wait(guard);  // somebody is about to finalise it
  }
  void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  const auto missing = [&path](const char* reason) {
    return Error{"token_module_missing",
                 "pkcs11",
                 shortened(path),
                 {},
                 {{"reason", reason == nullptr ? "C_GetFunctionList" : reason}}};
  };
  if (library == nullptr) return missing(::dlerror());
  const auto list = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
  CK_FUNCTION_LIST* functions = nullptr;
  if (list == nullptr || list(&functions) != CKR_OK || functions == nullptr) {
    ::dlclose(library);
    return missing(nullptr);
  }
  const CK_RV code = initialise(*functions);
  if (code != CKR_OK && code != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
    ::dlclose(library);
    return token_failure("C_Initialize", code);
  }
  std::shared_ptr<CryptokiModule> module(
      new CryptokiModule(path, library, functions, code == CKR_OK));
  g_modules[path] = {module, ::getpid()};
  return module;
}

CryptokiModule::~CryptokiModule() {
  const std::lock_guard guard(g_modules_guard);
  // In a forked child the state is the parent's.
  const bool of_this_process = process_ == ::getpid();
  if (ours_ && of_this_process) functions_->C_Finalize(nullptr);
  ::dlclose(library_);
  if (!of_this_process) return;
  g_modules.erase(path_);
  g_module_gone.notify_all();
}

CK_RV CryptokiModule::log_in(CK_SESSION_HANDLE session, CK_SLOT_ID slot, std::string_view pin) {
  const std::lock_guard guard(pins_guard_);
  SecretText copy(pin);  // Cryptoki asks for a writable one
  const CK_RV code = functions_->C_Login(
      session, CKU_USER,
      const_cast<CK_UTF8CHAR*>(reinterpret_cast<const CK_UTF8CHAR*>(copy.view().data())),
      copy.size());
  if (code == CKR_OK) pins_[slot] = std::move(copy);
  if (code != CKR_USER_ALREADY_LOGGED_IN) return code;
  const auto known = pins_.find(slot);
  return known != pins_.end() && known->second.view() == pin ? CKR_OK : CKR_PIN_INCORRECT;
}

Result<CK_SLOT_ID> CryptokiModule::slot_of(const std::string& label) const {
  CK_ULONG count = 0;
  if (const CK_RV code = functions_->C_GetSlotList(CK_TRUE, nullptr, &count); code != CKR_OK)
    return token_failure("C_GetSlotList", code);
  std::vector<CK_SLOT_ID> slots(count);
  if (const CK_RV code = functions_->C_GetSlotList(CK_TRUE, slots.data(), &count); code != CKR_OK)
    return token_failure("C_GetSlotList", code);
  slots.resize(count);
  std::vector<CK_SLOT_ID> named;
  for (const CK_SLOT_ID slot : slots) {
    CK_TOKEN_INFO info{};
    const bool known = functions_->C_GetTokenInfo(slot, &info) == CKR_OK;
    if (known && without_padding(info.label, sizeof info.label) == label) named.push_back(slot);
  }
  if (named.empty()) return Error{"token_missing", "token", shortened(label)};
  if (named.size() > 1) return Error{"token_ambiguous", "token", shortened(label)};
  return named.front();
}

Result<std::unique_ptr<CryptokiSession>> CryptokiSession::open(
    std::shared_ptr<CryptokiModule> module, const std::string& token, std::string_view pin,
    bool writing) {
  if (pin.empty()) return Error{"pin_needed", "token", shortened(token)};
  const auto slot = module->slot_of(token);
  if (!slot) return slot.error();
  const CK_FLAGS flags = CKF_SERIAL_SESSION | (writing ? CKF_RW_SESSION : 0UL);
  CK_SESSION_HANDLE handle = 0;
  if (const CK_RV code = module->call().C_OpenSession(*slot, flags, nullptr, nullptr, &handle);
      code != CKR_OK)
    return token_failure("C_OpenSession", code);
  std::unique_ptr<CryptokiSession> session(new CryptokiSession(std::move(module), handle));
  if (auto logged_in = session->log_in(token, *slot, pin); !logged_in) return logged_in.error();
  return session;
}

Result<void> CryptokiSession::log_in(const std::string& token, CK_SLOT_ID slot,
                                     std::string_view pin) const {
  const CK_RV code = module_->log_in(handle_, slot, pin);
  return code == CKR_OK ? Result<void>() : login_error(code, shortened(token));
}

CryptokiSession::~CryptokiSession() {
  if (of_this_process()) call().C_CloseSession(handle_);
}

std::vector<CK_OBJECT_HANDLE> CryptokiSession::find(CK_OBJECT_CLASS kind, CK_ATTRIBUTE_TYPE type,
                                                    std::string_view value) const {
  std::string copy(value);
  std::array<CK_ATTRIBUTE, 2> wanted{
      {{CKA_CLASS, &kind, sizeof kind}, {type, copy.data(), static_cast<CK_ULONG>(copy.size())}}};
  std::array<CK_OBJECT_HANDLE, 16> found{};
  CK_ULONG count = 0;
  if (call().C_FindObjectsInit(handle_, wanted.data(), wanted.size()) != CKR_OK) return {};
  const CK_RV code = call().C_FindObjects(handle_, found.data(), found.size(), &count);
  call().C_FindObjectsFinal(handle_);
  if (code != CKR_OK) return {};
  return {found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count)};
}

Bytes CryptokiSession::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  CK_ATTRIBUTE asked{type, nullptr, 0};
  if (call().C_GetAttributeValue(handle_, object, &asked, 1) != CKR_OK) return {};
  if (asked.ulValueLen == CK_UNAVAILABLE_INFORMATION || asked.ulValueLen > 4096) return {};
  Bytes value(asked.ulValueLen);
  asked.pValue = value.data();
  if (call().C_GetAttributeValue(handle_, object, &asked, 1) != CKR_OK) return {};
  return value;
}

}  // namespace temgoc
