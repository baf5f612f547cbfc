// The reading that a job's files must pass.
#include "temgoc/printing/read_back.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "support/world.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/printing.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const std::string kUri = "https://tg.example.vn/01/02990001000018/10/L/21/";

std::string uri(std::uint32_t number) { return kUri + Serial::sealed(number).text(); }

// Two sheets of 65 links, and what is expected of each.
struct Sheets {
  World world;
  LabelTemplate label = find_template({}, "a4-65-link").value();
  fs::path pdf = world.folder / "links.pdf";
  std::vector<ExpectedCode> expected;

  Sheets() {
    LabelJob job{.label = label, .dpi = 300, .count = 130};
    job.next = [this, at = 0u]() mutable -> std::optional<LabelItem> {
      const unsigned place = at++;
      expected.push_back({at, place / 65 + 1, place % 65, uri(at)});
      return LabelItem{uri(at), {{"lot", "L"}}, {}};
    };
    REQUIRE(print_labels(job, pdf).has_value());
  }
  Result<void> read() const { return read_back(pages_of_pdf(pdf, 300), label, {}, expected); }
};

}  // namespace

TEST_CASE("every label is read, and progress is told to the end") {
  const Sheets sheets;
  std::uint32_t last = 0;
  CHECK(read_back(pages_of_pdf(sheets.pdf, 300), sheets.label, {}, sheets.expected, {},
                  [&](std::uint32_t read) {
                    CHECK(read > last);
                    last = read;
                  })
            .has_value());
  CHECK(last > 0);
}

TEST_CASE("a label that says something else is named with its page and what was read") {
  Sheets sheets;
  sheets.expected[99].uri = uri(7);
  const auto read = sheets.read();
  REQUIRE(!read);
  CHECK(read.error().code == "label_misread");
  CHECK(read.error().args.at("label") == "100");
  CHECK(read.error().args.at("page") == "2");
  CHECK(read.error().value.ends_with("0000100"));
  CHECK(read.error().args.at("expected").ends_with("0000007"));
}

TEST_CASE("a cell without a code, and a page that is not there, are unreadable") {
  Sheets sheets;
  sheets.expected.push_back({131, 3, 0, uri(131)});
  auto read = sheets.read();
  REQUIRE(!read);
  CHECK(read.error().code == "label_unreadable");
  CHECK(read.error().args.at("label") == "131");
  CHECK(read_back(pages_of_pdf(sheets.world.folder / "none.pdf", 300), sheets.label, {},
                  sheets.expected)
            .error()
            .code == "pdf_unreadable");
}

TEST_CASE("of many labels the first, the last and as many as wanted are read, without long gaps") {
  CHECK(rc::check("spread", [] {
    const auto count = *rc::gen::inRange<std::uint32_t>(1, 20'000);
    const auto wanted = *rc::gen::inRange<std::uint32_t>(1, 2'000);
    const auto labels = spread(count, wanted);
    RC_ASSERT(labels.front() == 1);
    RC_ASSERT(labels.back() == count);
    RC_ASSERT(labels.size() >= std::min(count, wanted));
    RC_ASSERT(std::set(labels.begin(), labels.end()).size() == labels.size());
    for (std::size_t i = 1; i < labels.size(); ++i) {
      RC_ASSERT(labels[i - 1] < labels[i]);
      RC_ASSERT(labels[i] - labels[i - 1] <= 2 * (count / wanted + 1));
    }
  }));
}

TEST_CASE("on a sheet every column is read") {
  for (const unsigned columns : {2u, 3u, 5u}) {
    std::set<unsigned> seen;
    for (const std::uint32_t label : spread(21 * 200, 200)) seen.insert((label - 1) % columns);
    CHECK(seen.size() == columns);
  }
}
