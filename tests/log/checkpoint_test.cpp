#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "log/support.h"

using namespace temgoc;

namespace {

// The example of tlog-checkpoint.
constexpr std::string_view kText =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

std::string with_line(std::size_t number, std::string_view line) {
  std::string lines[] = {"origin", "7", "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="};
  lines[number] = line;
  return lines[0] + "\n" + lines[1] + "\n" + lines[2] + "\n";
}

std::string code_of(std::string_view text) {
  const Result<Checkpoint> checkpoint = parse_checkpoint_text(text);
  return checkpoint ? "" : checkpoint.error().code;
}

}  // namespace

TEST_CASE("the example of the specification is read and written alike") {
  const Checkpoint checkpoint = parse_checkpoint_text(kText).value();
  CHECK(checkpoint.origin == "example.com/behind-the-sofa");
  CHECK(checkpoint.head.size == 20852163);
  CHECK(to_hex(checkpoint.head.root).starts_with("0ac5186a91863e8e"));
  CHECK(checkpoint_text(checkpoint.origin, checkpoint.head) == kText);
}

TEST_CASE("extension lines and signatures behind the text are passed over") {
  const std::string text(kText);
  CHECK(parse_checkpoint_text(text + "extension\n")->head.size == 20852163);
  CHECK(parse_checkpoint_text(text + "\n— example.com/x AAAA\n")->head.size == 20852163);
  CHECK(parse_checkpoint_text(text + "extension\n\n— example.com/x AAAA\n")->head.size == 20852163);
}

TEST_CASE("every other form of a checkpoint is refused") {
  CHECK(code_of(with_line(1, "7")) == "");
  CHECK(code_of(with_line(1, "0")) == "");
  CHECK(code_of(with_line(1, "18446744073709551615")) == "");
  for (const char* size :
       {"", "07", "00", "-1", "+1", " 7", "7 ", "0x7", "18446744073709551616", "７"}) {
    CHECK_MESSAGE(code_of(with_line(1, size)) == "checkpoint_unreadable", size);
  }
  for (const char* root : {"", "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I",
                           "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=",
                           "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==",
                           "CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I="}) {
    CHECK_MESSAGE(code_of(with_line(2, root)) == "checkpoint_unreadable", root);
  }
  CHECK(code_of(with_line(0, "")) == "checkpoint_unreadable");
  CHECK(code_of("") == "checkpoint_unreadable");
  CHECK(code_of("\n") == "checkpoint_unreadable");
  CHECK(code_of("origin\n7\n") == "checkpoint_unreadable");
  CHECK(code_of(kText.substr(0, kText.size() - 1)) == "checkpoint_unreadable");
}

TEST_CASE("an empty line within what is signed is refused, wherever it stands") {
  const std::string signatures = "\n— example.com/x AAAA\n";
  const std::string text(kText);
  CHECK(code_of(text + signatures) == "");
  CHECK(code_of(text + "\nhidden\n" + signatures) == "checkpoint_unreadable");
  CHECK(code_of(text + "\n" + signatures) == "checkpoint_unreadable");
  CHECK(code_of("\n" + text + signatures) == "checkpoint_unreadable");
  CHECK(code_of(text.substr(0, text.find('\n') + 1) + "\n" + text.substr(text.find('\n') + 1) +
                signatures) == "checkpoint_unreadable");
}

TEST_CASE("a refused checkpoint names the line") {
  CHECK(parse_checkpoint_text(with_line(1, "x")).error().position == Position{.row = 2});
  CHECK(parse_checkpoint_text(with_line(2, "x")).error().position == Position{.row = 3});
}

TEST_CASE("any head is read back as it was written") {
  CHECK(rc::check("round trip", [](std::uint64_t size, const Digest& root) {
    const TreeHead head{.size = size, .root = root};
    RC_ASSERT(parse_checkpoint_text(checkpoint_text("a/b", head))->head == head);
  }));
}
