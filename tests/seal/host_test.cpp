#include <doctest/doctest.h>

#include "temgoc/seal/seal.h"

using namespace temgoc;

TEST_CASE("a host for labels is a lower-case name with a dot") {
  for (const std::string host : {"tem.vn", "a.vn", "ocop.example", "xn--c-5fa.vn", "a-b.c-d.vn"}) {
    CAPTURE(host);
    CHECK(parse_host(host).value() == host);
  }
  CHECK(parse_host("OCOP.Example").value() == "ocop.example");
  CHECK(parse_host(std::string(57, 'a') + ".vn").value().size() == 60);
}

TEST_CASE("a host with anything else is refused") {
  const std::string too_long = std::string(58, 'a') + ".vn";
  for (const std::string& host :
       {std::string(), std::string("vn"), std::string("localhost"), std::string("a.v."),
        std::string(".a.vn"), std::string("a..vn"), std::string("-a.vn"), std::string("a-.vn"),
        std::string("a.vn:80"), std::string("a b.vn"), std::string("a_b.vn"), std::string("a/b.vn"),
        std::string("ổcop.vn"), std::string("a@b.vn"), too_long}) {
    CAPTURE(host);
    CHECK(parse_host(host).error().code == "host_invalid");
  }
}

TEST_CASE("any DNS name is a host name, also one that no label may carry") {
  CHECK(is_host_name("localhost"));
  CHECK(is_host_name("192.168.1.1"));
  CHECK(is_host_name(std::string(63, 'a') + ".vn"));
  CHECK_FALSE(is_host_name(std::string(64, 'a') + ".vn"));
  CHECK_FALSE(is_host_name(""));
  CHECK_FALSE(is_host_name("a.vn."));
}

TEST_CASE("a realm is a log's origin") {
  for (const std::string realm : {"ocop.example", "ocop.example/vn", "a/b/c", "a/test/b"}) {
    CAPTURE(realm);
    CHECK(parse_realm(realm).value() == realm);
  }
  for (const std::string& realm :
       {std::string(), std::string("ab"), std::string("Ocop.example"), std::string("/ocop"),
        std::string("ocop/"), std::string("a//b"), std::string("a/../b"), std::string("a b/c"),
        std::string("ocop+x"), std::string("ocop.example/test"), std::string(81, 'a')}) {
    CAPTURE(realm);
    CHECK(parse_realm(realm).error().code == "realm_invalid");
  }
}
