#include <doctest/doctest.h>

#include "signer/support.h"

using namespace temgoc;

namespace {

std::string read_code(const Result<SecretText>& passphrase) {
  return passphrase ? "" : passphrase.error().code;
}

// A pipe that already holds `content` and has no more to come.
struct FullPipe {
  explicit FullPipe(std::string_view content) {
    REQUIRE(::pipe(ends) == 0);
    REQUIRE(::write(ends[1], content.data(), content.size()) ==
            static_cast<ssize_t>(content.size()));
    ::close(ends[1]);
  }
  ~FullPipe() { ::close(ends[0]); }
  FullPipe(const FullPipe&) = delete;
  FullPipe& operator=(const FullPipe&) = delete;
  int ends[2] = {-1, -1};
};

}  // namespace

TEST_CASE("a passphrase has at least eight letters, however many bytes") {
  CHECK(check_passphrase("12345678"));
  CHECK(check_passphrase("ữữữữữữữữ"));
  CHECK(check_passphrase("ữữữữữữữ").error().code == "passphrase_too_short");
  CHECK(check_passphrase("").error().args.at("limit") == "8");
  CHECK(check_passphrase("12345678\xff").error().code == "passphrase_not_utf8");
}

TEST_CASE("the first line of a file is the passphrase, without its end") {
  const TestFolder folder;
  CHECK(read_passphrase_file(folder.write("a", "mật khẩu")).value() == "mật khẩu");
  CHECK(read_passphrase_file(folder.write("b", "mật khẩu\n")).value() == "mật khẩu");
  CHECK(read_passphrase_file(folder.write("c", "mật khẩu\r\nthe rest\n")).value() == "mật khẩu");
  CHECK(read_passphrase_file(folder.write("d", " spaces stay \n")).value() == " spaces stay ");
}

TEST_CASE("an empty, missing or endless passphrase is refused") {
  const TestFolder folder;
  CHECK(read_code(read_passphrase_file(folder.write("a", ""))) == "passphrase_empty");
  CHECK(read_code(read_passphrase_file(folder.write("b", "\nsecond line\n"))) ==
        "passphrase_empty");
  CHECK(read_code(read_passphrase_file(folder.write("c", "\r\n"))) == "passphrase_empty");
  CHECK(read_code(read_passphrase_file(folder / "none")) == "file_not_found");
  CHECK(read_code(read_passphrase_file(std::filesystem::path(folder / "a").parent_path())) ==
        "passphrase_unreadable");
  CHECK(read_code(read_passphrase_file("/dev/zero")) == "passphrase_too_long");
}

TEST_CASE("the longest passphrase is read, one byte more is refused") {
  const TestFolder folder;
  const std::string longest(kMaxPassphraseBytes, 'x');
  CHECK(read_passphrase_file(folder.write("a", longest + "\r\n")).value() == longest);
  CHECK(read_code(read_passphrase_file(folder.write("b", longest + "x\n"))) ==
        "passphrase_too_long");
  CHECK(read_code(read_passphrase_file(folder.write("c", longest + "x"))) == "passphrase_too_long");
}

TEST_CASE("a descriptor gives its first line and keeps the rest for the next reader") {
  const FullPipe pipe("first line\nsecond");
  CHECK(read_passphrase_descriptor(pipe.ends[0]).value() == "first line");
  CHECK(read_passphrase_descriptor(pipe.ends[0]).value() == "second");
  CHECK(read_passphrase_descriptor(pipe.ends[0]).error().code == "passphrase_empty");
}

TEST_CASE("a descriptor that is not open is named") {
  const Error error = read_passphrase_descriptor(987).error();
  CHECK(error.code == "passphrase_unreadable");
  CHECK(error.value == "987");
}

TEST_CASE("a passphrase file made in Notepad holds what would be typed") {
  const TestFolder folder;
  const std::string mark = "\xEF\xBB\xBF";
  CHECK(read_passphrase_file(folder.write("a", mark + "mật khẩu\r\n")).value() == "mật khẩu");
  CHECK(read_code(read_passphrase_file(folder.write("b", mark + "\r\n"))) == "passphrase_empty");
  const std::string little("\xFF\xFEm\0\xAD\x1Et\0\r\0\n\0x\0", 14);
  CHECK(read_passphrase_file(folder.write("c", little)).value() == "mật");
  const std::string big("\xFE\xFF\0m\x1E\xAD\0t", 8);
  CHECK(read_passphrase_file(folder.write("d", big)).value() == "mật");
}
