// Builds the file with libharu, embeds only the letters used, and checks that it ends whole.
#include "pdf_file.h"

// Asks hpdf.h for handles alone; what lies behind them is raw_pdf's.
#define HPDF_SHARED
#include <hpdf.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <new>

#include "drawing.h"
#include "raw_pdf.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/vietnam_time.h"

namespace temgoc {
namespace {

struct FreeDocument {
  void operator()(void* document) const { HPDF_Free(document); }
};

[[noreturn]] void fail(unsigned long status) {
  char text[16];
  std::snprintf(text, sizeof text, "%04lX", status);
  throw SystemFailure(Error{.code = "pdf_failed", .args = {{"status", text}}});
}

HPDF_Date pdf_date(Instant instant) {
  using namespace std::chrono;
  const auto local = instant + kVietnamAhead;
  const auto day = floor<days>(local);
  const year_month_day date(day);
  const hh_mm_ss time(floor<seconds>(local - day));
  return {static_cast<int>(date.year()),
          static_cast<int>(unsigned(date.month())),
          static_cast<int>(unsigned(date.day())),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count()),
          '+',
          static_cast<int>(kVietnamAhead.count()),
          0};
}

// libharu overlooks what the last flush could not write, but the end of a whole file is known.
bool ends_whole(const std::filesystem::path& path) {
  constexpr std::string_view kEnd = "%%EOF\n";
  std::ifstream file(path, std::ios::binary);
  file.seekg(-static_cast<std::streamoff>(kEnd.size()), std::ios::end);
  return std::string{std::istreambuf_iterator<char>(file), {}} == kEnd;
}

}  // namespace

struct PdfFile::State {
  std::unique_ptr<void, FreeDocument> document;
  raw_pdf::Resources resources;
  std::filesystem::path faces[2];  // regular, bold
  std::set<char16_t> letters[2];
  std::size_t forms = 0;

  void check() const {
    if (const auto status = HPDF_GetError(document.get()); status != HPDF_OK) fail(status);
  }

  // Only a face that draws something: readers warn of a font without letters.
  void embed(bool bold) const {
    if (letters[bold].empty()) return;
    const char* name = HPDF_LoadTTFontFromFile(document.get(), faces[bold].c_str(), HPDF_TRUE);
    check();
    const HPDF_Font font = HPDF_GetFont(document.get(), name, "UTF-8");
    check();
    raw_pdf::add_font(resources, bold ? kBoldName : kRegularName, font);
    raw_pdf::keep_letters(font, letters[bold]);
    check();
  }

  void describe(std::string_view title, std::string_view language, Instant made_at) const {
    HPDF_SetCurrentEncoder(document.get(), "UTF-8");
    HPDF_SetInfoAttr(document.get(), HPDF_INFO_TITLE, std::string(title).c_str());
    HPDF_SetInfoAttr(document.get(), HPDF_INFO_CREATOR, "temgoc");
    HPDF_SetInfoDateAttr(document.get(), HPDF_INFO_CREATION_DATE, pdf_date(made_at));
    HPDF_SetInfoDateAttr(document.get(), HPDF_INFO_MOD_DATE, pdf_date(made_at));
    HPDF_SetViewerPreference(document.get(), HPDF_PRINT_SCALING_NONE);
    raw_pdf::set_catalog(document.get(), language);
    check();
  }
};

PdfFile::PdfFile(const std::filesystem::path& regular_face, const std::filesystem::path& bold_face,
                 std::string_view title, std::string_view language, Instant made_at)
    : state_(std::make_unique<State>()) {
  state_->document.reset(HPDF_New(nullptr, nullptr));
  if (!state_->document) throw std::bad_alloc();
  void* document = state_->document.get();
  HPDF_SetCompressionMode(document, HPDF_COMP_METADATA | HPDF_COMP_IMAGE);
  HPDF_UseUTFEncodings(document);
  state_->resources = raw_pdf::add_resources(document);
  state_->check();
  state_->faces[false] = regular_face;
  state_->faces[true] = bold_face;
  state_->describe(title, language, made_at);
}

PdfFile::~PdfFile() = default;

bool PdfFile::add_form(std::string_view name, std::string_view content, double width_dots,
                       double height_dots) {
  if (state_->forms == raw_pdf::kMaxForms) return false;
  ++state_->forms;
  raw_pdf::add_form(state_->document.get(), state_->resources, name, content,
                    static_cast<float>(width_dots), static_cast<float>(height_dots));
  state_->check();
  return true;
}

void PdfFile::add_picture(std::string_view name, const Picture& picture) {
  const HPDF_Image image = HPDF_LoadRawImageFromMem(
      state_->document.get(), reinterpret_cast<const HPDF_BYTE*>(picture.pixels.data()),
      picture.width_px, picture.height_px,
      picture.colour ? HPDF_CS_DEVICE_RGB : HPDF_CS_DEVICE_GRAY, 8);
  state_->check();
  raw_pdf::add_image(state_->resources, name, image);
  state_->check();
}

void PdfFile::add_page(double width_pt, double height_pt, std::string_view content) {
  const HPDF_Page page = HPDF_AddPage(state_->document.get());
  state_->check();
  HPDF_Page_SetWidth(page, static_cast<float>(width_pt));
  HPDF_Page_SetHeight(page, static_cast<float>(height_pt));
  raw_pdf::set_page(page, state_->resources, content);
  state_->check();
}

void PdfFile::use_letters(const std::set<char16_t>& letters, bool bold) {
  state_->letters[bold].insert(letters.begin(), letters.end());
}

void PdfFile::save(const std::filesystem::path& path) {
  state_->check();
  for (const bool bold : {false, true}) state_->embed(bold);
  // libharu gives up where a signal interrupts it: the file is then written anew.
  constexpr int kAttempts = 20;
  HPDF_STATUS status = HPDF_OK;
  int reason = EINTR;
  for (int attempt = 0; attempt < kAttempts && reason == EINTR; ++attempt) {
    HPDF_ResetError(state_->document.get());
    errno = 0;
    status = HPDF_SaveToFile(state_->document.get(), path.c_str());
    reason = errno;
    if (status == HPDF_OK && ends_whole(path)) return;
  }
  // libharu says only that it failed; a last flush that it overlooked leaves no reason but the
  // disk.
  const bool said = status != HPDF_OK && reason != 0;
  throw SystemFailure(write_error(path, said ? reason : ENOSPC));
}

}  // namespace temgoc
