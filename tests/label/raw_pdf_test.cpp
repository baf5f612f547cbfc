// Guards what raw_pdf.cpp does beneath libharu's public interface: another libharu must not change
// it unseen.
#include "label/raw_pdf.h"

#include <doctest/doctest.h>

#include <set>

#include "label/face.h"
#include "label/pdf_file.h"
#include "label/printing.h"

using namespace temgoc;
using namespace temgoc::printing;

namespace {

// Two pages, each with the form "C1" and an inline image of its own; letters A and ế.
std::string two_pages(const Folder& folder) {
  const auto faces = label_faces();
  REQUIRE(faces.has_value());
  PdfFile file(faces->regular.path(), faces->bold.path(), "Tiêu đề", "vi", Instant{});
  file.use_letters({u'A', u'ế'}, false);
  REQUIRE(file.add_form("C1", "BT /F1 20 Tf 1 0 0 1 10 -30 Tm <00411EBF>Tj ET\n", 200, 100));
  for (const char bits : {'\x55', '\xAA'})
    file.add_page(200, 100,
                  "1 0 0 1 0 100 cm /C1 Do q 10 0 0 10 100 -50 cm BI/IM true/W 8/H 1 ID " +
                      std::string(1, bits) + "\nEI Q\n");
  file.save(folder / "raw.pdf");
  return content(folder / "raw.pdf");
}

}  // namespace

TEST_CASE("what repeats is in the file once, compressed, and every page points at it") {
  const Folder folder;
  const std::string pdf = two_pages(folder);
  CHECK(times(pdf, "/Subtype /Form") == 1);
  CHECK(times(pdf, "/C1 Do") == 2);
  CHECK(times(pdf, "<00411EBF>") == 0);
  const std::string_view key = "/Resources ";
  std::set<std::string> named;
  for (auto at = pdf.find(key); at != std::string::npos; at = pdf.find(key, at + 1))
    named.insert(pdf.substr(at + key.size(), pdf.find(" 0 R", at) - at - key.size()));
  CHECK(named.size() == 2);
  CHECK(times(pdf, "/ProcSet") == 0);
}

TEST_CASE("pages hold what was written, byte for byte") {
  const Folder folder;
  const std::string pdf = two_pages(folder);
  CHECK(pdf.find("/W 8/H 1 ID \x55\nEI Q\n") != std::string::npos);
  CHECK(pdf.find("/W 8/H 1 ID \xAA\nEI Q\n") != std::string::npos);
}

TEST_CASE("fonts hold the letters in use and no more, and map them back to text") {
  const Folder folder;
  const std::string pdf = two_pages(folder);
  CHECK(pdf.find("/W [ 65 [ 639 ] 7871 [ 564 ] ]") != std::string::npos);
  CHECK(pdf.size() < 45'000);
  const std::string text = run("pdftotext " + (folder / "raw.pdf").string() + " - 2>&1").output;
  CHECK(times(text, "Aế") == 2);
  CHECK(text.find("Error") == std::string::npos);
  CHECK(times(pdf, "/Type /Font\n") ==
        2);  // the face in use and its descendant; not the other face
}

TEST_CASE("a file takes only so many forms, and says so") {
  const Folder folder;
  const auto faces = label_faces();
  REQUIRE(faces.has_value());
  PdfFile file(faces->regular.path(), faces->bold.path(), "", "vi", Instant{});
  for (std::size_t i = 0; i < raw_pdf::kMaxForms; ++i)
    REQUIRE(file.add_form("C" + std::to_string(i), "\n", 10, 10));
  CHECK_FALSE(file.add_form("C-one-more", "\n", 10, 10));
  file.add_page(100, 100, "/C3999 Do\n");
  file.save(folder / "forms.pdf");
  CHECK(times(content(folder / "forms.pdf"), "/Subtype /Form") == raw_pdf::kMaxForms);
}
