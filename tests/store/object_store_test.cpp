// Objects in a real S3 server, which judges each signature by its own code.
#include "temgoc/store/object_store.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "support/s3_server.h"

using namespace temgoc;
using test::S3Server;
namespace fs = std::filesystem;

namespace {

ObjectStore store_at(const S3Server& server, const char* secret = "S3RVER",
                     const char* url = "s3://nhat-ky/htx") {
  return {StorePlace::parse(url, server.endpoint(), "").value(), {"S3RVER", SecretText(secret)}};
}

std::string code(const Result<StorePlace>& place) { return place ? "" : place.error().code; }

}  // namespace

TEST_CASE("a store's place is a bucket, a prefix and a server, in names that need no escape") {
  const auto place = StorePlace::parse("s3://ocop/bac-lieu/htx-1/", "", "ap-southeast-1").value();
  CHECK(place.bucket == "ocop");
  CHECK(place.prefix == "bac-lieu/htx-1/");
  CHECK(place.endpoint == "https://s3.ap-southeast-1.amazonaws.com");
  CHECK(StorePlace::parse("s3://ocop", "https://s3.example.vn:9000/", "vn")->endpoint ==
        "https://s3.example.vn:9000");
  CHECK(StorePlace::parse("s3://ocop", "http://127.0.0.1:9000", "")->prefix.empty());
  for (const char* url : {"", "ocop", "https://ocop", "s3://", "s3://ab", "s3://OCOP",
                          "s3://ocop//x", "s3://ocop/../x", "s3://ocop/a b", "s3://ocop/ơ"}) {
    CAPTURE(url);
    CHECK(code(StorePlace::parse(url, "", "")) == "store_place_invalid");
  }
  // A key over a line that anyone may read is given to nobody but this machine.
  for (const char* endpoint : {"http://s3.example.vn", "http://127.0.0.1.example.vn", "ftp://x",
                               "https://", "https://a/b", "http://127.0.0.1:9000/x"}) {
    CAPTURE(endpoint);
    CHECK(StorePlace::parse("s3://ocop", endpoint, "").error().field == "endpoint");
  }
  CHECK(StorePlace::parse("s3://ocop", "", "a/b").error().field == "region");
}

TEST_CASE("a store's key comes from the environment, or from a file that nobody else may read") {
  const fs::path file = fs::temp_directory_path() / ("temgoc-key-" + std::to_string(::getpid()));
  std::ofstream(file) << "[default]\naws_access_key_id = AKIA1\naws_secret_access_key=abc/1=\n"
                         "[other]\naws_access_key_id = NO\n";
  ::chmod(file.c_str(), 0644);
  CHECK(read_store_key(file).error().code == "store_key_open");
  ::chmod(file.c_str(), 0600);
  const auto key = read_store_key(file).value();
  CHECK(key.id == "AKIA1");
  CHECK(key.secret == std::string_view("abc/1="));
  ::setenv("TEMGOC_STORE_KEY_ID", "E", 1);
  ::setenv("TEMGOC_STORE_SECRET", "s", 1);
  CHECK(read_store_key(file)->id == "E");
  ::unsetenv("TEMGOC_STORE_KEY_ID");
  ::unsetenv("TEMGOC_STORE_SECRET");
  CHECK(read_store_key("").error().code == "store_key_missing");
  std::ofstream(file) << "aws_access_key_id = AKIA1\n";
  CHECK(read_store_key(file).error().code == "store_key_missing");
  fs::remove(file);
  CHECK(read_store_key(file).error().code == "file_not_found");
}

TEST_CASE("an object is put where none is, and replaced only by who knows it" *
          doctest::skip(!test::has_s3_server())) {
  const S3Server server;
  ObjectStore store = store_at(server);
  CHECK(store.keeps_conditions().value());
  CHECK(!store.get("log/checkpoint", 100).value());
  CHECK(store.put_new("log/checkpoint", as_bytes("một\n"), "text/plain").value());
  CHECK(!store.put_new("log/checkpoint", as_bytes("hai\n"), "text/plain").value());
  const auto first = store.get("log/checkpoint", 100).value();
  REQUIRE(first);
  CHECK(first->content == "một\n");
  CHECK(store.replace("log/checkpoint", as_bytes("hai\n"), "text/plain", first->etag).value());
  CHECK(!store.replace("log/checkpoint", as_bytes("ba\n"), "text/plain", first->etag).value());
  CHECK(store.get("log/checkpoint", 100).value()->content == "hai\n");
  CHECK(store.get("log/checkpoint", 3).error().code == "store_object_too_large");
  const std::string large(3 << 20, 'x');
  CHECK(
      store.put_new("tile/entries/x001/000", as_bytes(large), "application/octet-stream").value());
  CHECK(store.get("tile/entries/x001/000", 4 << 20).value()->content == large);
  CHECK(store.put_new("empty", {}, "text/plain").value());
  CHECK(store.get("empty", 10).value()->content.empty());
}

TEST_CASE("a store that ignores conditions is found out" * doctest::skip(!test::has_s3_server())) {
  const S3Server server(false);
  CHECK(!store_at(server).keeps_conditions().value());
}

TEST_CASE("a wrong key and a bucket that is not there are refused" *
          doctest::skip(!test::has_s3_server())) {
  const S3Server server;
  ObjectStore wrong = store_at(server, "other");
  CHECK(wrong.get("x", 10).error().code == "store_refused");
  CHECK(wrong.get("x", 10).error().args.at("status") == "403");
  CHECK(wrong.put_new("x", as_bytes("y"), "text/plain").error().code == "store_refused");
  ObjectStore elsewhere = store_at(server, "S3RVER", "s3://khong-co");
  CHECK(elsewhere.get("x", 10).error().code == "store_refused");
}

TEST_CASE("a busy store is asked again, so often and no more" *
          doctest::skip(!test::has_s3_server())) {
  const S3Server server;
  ObjectStore store = store_at(server);
  server.fail_next(2);
  CHECK(store.put_new("x", as_bytes("y"), "text/plain").value());
  server.fail_next(3);
  CHECK(store.get("x", 10).error().code == "store_unreachable");
  CHECK(store.get("x", 10).value()->content == "y");
  server.fail_next(1);
  store.hurry(true);
  CHECK(store.get("x", 10).error().code == "store_unreachable");
}

TEST_CASE("a store that nobody serves is unreachable, within a few seconds") {
  ObjectStore store(StorePlace::parse("s3://ocop", "http://127.0.0.1:1", "").value(),
                    {"id", SecretText(std::string("secret"))});
  CHECK(store.get("x", 10).error().code == "store_unreachable");
}
