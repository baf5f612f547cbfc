// libharu's traps, each where PdfFile meets it. The full disk is print_labels_test's, the subsets
// and the text mapping are raw_pdf_test's, the diacritics ink_test's.
#include "label/pdf_file.h"

#include <doctest/doctest.h>

#include "label/face.h"
#include "label/printing.h"

using namespace temgoc;
using namespace temgoc::printing;

namespace {

struct Making {
  Folder folder;
  PdfFile file{label_faces()->regular.path(), label_faces()->bold.path(), "Tem", "vi", Instant{}};

  std::string code_of(const std::function<void()>& what) {
    try {
      what();
      return "done";
    } catch (const SystemFailure& failure) {
      return failure.error().code;
    }
  }
};

}  // namespace

TEST_CASE("a failure of libharu sticks: nothing is added after it and no file is written") {
  Making making;
  making.file.add_page(100, 100, "");
  // Beneath the smallest page that libharu makes.
  CHECK(making.code_of([&] { making.file.add_page(1, 1, ""); }) == "pdf_failed");
  CHECK(making.code_of([&] { making.file.add_page(100, 100, ""); }) == "pdf_failed");
  CHECK(making.code_of([&] { making.file.save(making.folder / "a.pdf"); }) == "pdf_failed");
  CHECK(making.folder.files() == 0);
}

TEST_CASE("more pages than libharu's page tree holds are refused, not left out") {
  constexpr unsigned kBeyond = 32'768;
  Making making;
  unsigned added = 0;
  const auto fill = [&] {
    for (; added < kBeyond; ++added) making.file.add_page(100, 100, "");
  };
  CHECK(making.code_of(fill) == "pdf_failed");
  CHECK(added > kMostPages);
  CHECK(making.code_of([&] { making.file.save(making.folder / "a.pdf"); }) == "pdf_failed");
}

TEST_CASE("a file that cannot hold another form says so before it is too late") {
  Making making;
  unsigned forms = 0;
  while (making.file.add_form("C" + std::to_string(forms), "", 10, 10)) ++forms;
  CHECK(forms == 4'000);
  making.file.add_page(100, 100, "/C3999 Do");
  making.file.save(making.folder / "a.pdf");
  CHECK(times(content(making.folder / "a.pdf"), "/Subtype /Form") == forms);
}
