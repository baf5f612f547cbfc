// A Cryptoki module that behaves as FAKE_TOKEN says: what real tokens do on a bad day, or in their
// own dialect. Its key is that of RFC 8032 section 7.1, TEST 1.
#include <openssl/evp.h>
#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using Value = std::vector<unsigned char>;

constexpr CK_OBJECT_HANDLE kPrivate = 1;
constexpr CK_OBJECT_HANDLE kPublic = 2;
constexpr std::array<unsigned char, 32> kSeed{
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
    0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};

int g_lost = 0;
int g_exchanged = 0;

bool behaves(const char* how) {
  const char* told = std::getenv("FAKE_TOKEN");
  return told != nullptr && std::string(told) == how;
}

// Once a session was lost, the token that comes back is another one.
bool is_exchanged() { return behaves("exchanged") && g_exchanged > 0; }

// RFC 8032 section 7.1, TEST 2.
constexpr std::array<unsigned char, 32> kOther{
    0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a, 0x92, 0xb7, 0x0a, 0xa7, 0x4d, 0x1b, 0x7e, 0xbc,
    0x9c, 0x98, 0x2c, 0xcf, 0x2e, 0xc4, 0x96, 0x8c, 0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4, 0x66, 0x0c};

EVP_PKEY* key() {
  static EVP_PKEY* made =
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, kSeed.data(), kSeed.size());
  return made;
}

Value point() {
  Value bytes(32);
  std::size_t size = bytes.size();
  EVP_PKEY_get_raw_public_key(key(), bytes.data(), &size);
  if (behaves("small_order")) bytes.assign(32, 0);
  if (is_exchanged()) bytes.assign(kOther.begin(), kOther.end());
  if (behaves("short_point")) bytes.resize(31);
  if (!behaves("raw_point")) bytes.insert(bytes.begin(), {0x04, 0x20});
  return bytes;
}

Value value_of(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
  if (type == CKA_KEY_TYPE) {
    const CK_KEY_TYPE kind = CKK_EC_EDWARDS;
    Value bytes(sizeof kind);
    std::memcpy(bytes.data(), &kind, sizeof kind);
    return bytes;
  }
  const bool has_point = object == kPublic || behaves("point_on_private_key");
  return type == CKA_EC_POINT && has_point ? point() : Value{};
}

CK_OBJECT_CLASS g_searched = 0;
bool g_given = false;

CK_RV initialise(void*) { return CKR_OK; }
CK_RV finalise(void*) { return CKR_OK; }

CK_RV slots(CK_BBOOL, CK_SLOT_ID* list, CK_ULONG* count) {
  if (list != nullptr) list[0] = 7;
  *count = 1;
  return CKR_OK;
}

CK_RV token_info(CK_SLOT_ID, CK_TOKEN_INFO* info) {
  std::memset(info->label, ' ', sizeof info->label);
  std::memcpy(info->label, "fake", 4);
  return CKR_OK;
}

CK_RV open_session(CK_SLOT_ID, CK_FLAGS, void*, CK_NOTIFY, CK_SESSION_HANDLE* handle) {
  *handle = 1;
  return behaves("no_session") ? CKR_SESSION_COUNT : CKR_OK;
}
CK_RV close_session(CK_SESSION_HANDLE) { return CKR_OK; }

CK_RV login(CK_SESSION_HANDLE, CK_USER_TYPE, CK_UTF8CHAR*, CK_ULONG) {
  return behaves("locked") ? CKR_PIN_LOCKED : CKR_OK;
}

CK_RV find_init(CK_SESSION_HANDLE, CK_ATTRIBUTE* wanted, CK_ULONG) {
  std::memcpy(&g_searched, wanted[0].pValue, sizeof g_searched);
  g_given = false;
  return CKR_OK;
}
CK_RV find(CK_SESSION_HANDLE, CK_OBJECT_HANDLE* found, CK_ULONG, CK_ULONG* count) {
  *count = g_given ? 0 : 1;
  g_given = true;
  found[0] = g_searched == CKO_PRIVATE_KEY ? kPrivate : kPublic;
  if (g_searched == CKO_PUBLIC_KEY && behaves("point_on_private_key")) *count = 0;
  return CKR_OK;
}
CK_RV find_final(CK_SESSION_HANDLE) { return CKR_OK; }

CK_RV attribute(CK_SESSION_HANDLE, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* asked, CK_ULONG) {
  const Value value = value_of(object, asked->type);
  if (value.empty()) return CKR_ATTRIBUTE_TYPE_INVALID;
  if (asked->pValue != nullptr)
    std::ranges::copy(value, static_cast<unsigned char*>(asked->pValue));
  asked->ulValueLen = value.size();
  return CKR_OK;
}

CK_RV sign_init(CK_SESSION_HANDLE, CK_MECHANISM*, CK_OBJECT_HANDLE) {
  if (behaves("gone")) return CKR_DEVICE_REMOVED;
  if (behaves("exchanged") && g_exchanged++ == 0) return CKR_SESSION_HANDLE_INVALID;
  if (behaves("lost_once") && g_lost++ == 0) return CKR_SESSION_HANDLE_INVALID;
  return CKR_OK;
}

CK_RV sign(CK_SESSION_HANDLE, CK_BYTE* data, CK_ULONG size, CK_BYTE* signature, CK_ULONG* length) {
  if (behaves("refuses")) return CKR_FUNCTION_FAILED;
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::size_t written = *length;
  EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key());
  EVP_DigestSign(context, signature, &written, data, size);
  EVP_MD_CTX_free(context);
  *length = written;
  if (behaves("wrong_signature")) signature[3] ^= 1;
  return CKR_OK;
}

CK_FUNCTION_LIST table() {
  CK_FUNCTION_LIST list{};
  list.C_Initialize = initialise;
  list.C_Finalize = finalise;
  list.C_GetSlotList = slots;
  list.C_GetTokenInfo = token_info;
  list.C_OpenSession = open_session;
  list.C_CloseSession = close_session;
  list.C_Login = login;
  list.C_FindObjectsInit = find_init;
  list.C_FindObjects = find;
  list.C_FindObjectsFinal = find_final;
  list.C_GetAttributeValue = attribute;
  list.C_SignInit = sign_init;
  list.C_Sign = sign;
  return list;
}

}  // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  static CK_FUNCTION_LIST functions = table();
  *list = &functions;
  return CKR_OK;
}
