// Objects in a bucket of a server that speaks S3, each written under a condition, so that of two
// writers one is told.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"
#include "temgoc/base/secret_text.h"

namespace temgoc {

// Where the objects are. docs/operating.md.
struct StorePlace {
  std::string bucket = {};
  std::string prefix = {};    // of every name, with its "/" at the end; may be empty
  std::string endpoint = {};  // https://host[:port]; http:// for this machine alone
  std::string region = {};    // as the server calls it

  // "s3://bucket/prefix". An empty endpoint is that of Amazon's region, an empty region us-east-1.
  // `store_place_invalid` (field: store, endpoint or region).
  static Result<StorePlace> parse(std::string_view url, std::string_view endpoint,
                                  std::string_view region);
};

struct StoreKey {
  std::string id = {};
  SecretText secret = {};
};
// From TEMGOC_STORE_KEY_ID and TEMGOC_STORE_SECRET, else AWS_ACCESS_KEY_ID and
// AWS_SECRET_ACCESS_KEY, else from `file`, in the form of ~/.aws/credentials, its first profile.
// `store_key_missing`, `store_key_open` (args mode: others may read the file), those of read_file.
Result<StoreKey> read_store_key(const std::string& file);

class ObjectStore {
 public:
  struct Object {
    std::string content;
    std::string etag;
  };

  // Asks nothing yet.
  ObjectStore(StorePlace place, StoreKey key);
  ObjectStore(ObjectStore&&) noexcept;
  ObjectStore& operator=(ObjectStore&&) noexcept;
  ~ObjectStore();

  // Each of these asks again, three times in all and within a minute, where the server is busy,
  // does not answer or cannot be reached; then `store_unreachable` (args reason). `store_refused`
  // (args status, reason): the server answered otherwise. REQUIRES names of letters, digits, ".",
  // "_", "-" and "/".

  // None where there is no such object. `store_object_too_large` (args limit).
  Result<std::optional<Object>> get(const std::string& name, std::size_t limit_bytes);
  // Only where nothing has that name yet; false: something has.
  Result<bool> put_new(const std::string& name, ByteView content, const char* content_type);
  // Only where the object is still the one with that etag; false: it is another or gone.
  Result<bool> replace(const std::string& name, ByteView content, const char* content_type,
                       const std::string& etag);
  // Whether the server keeps to conditions: one that does not would let two writers overwrite each
  // other unseen. Asked once in the life of this object.
  Result<bool> keeps_conditions();

  // While others wait for whoever asks: one try of two seconds each.
  void hurry(bool on);
  const StorePlace& place() const;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace temgoc
