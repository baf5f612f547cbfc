// Label after label onto pages, pages into files.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "label_content.h"
#include "pdf_file.h"

namespace temgoc {

// A file under a temporary name beside its own; removed unless released.
class PendingFile {
 public:
  explicit PendingFile(std::filesystem::path path);
  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;
  ~PendingFile();
  const std::filesystem::path& written() const { return written_; }
  std::filesystem::path release();  // its own name; throws SystemFailure

 private:
  std::filesystem::path path_, written_;
};

class LabelPages {
 public:
  static constexpr unsigned kPagesInPart =
      5000;  // libharu holds a part in memory, about 11 KB a page

  LabelPages(const LabelJob& job, const Faces& faces, std::filesystem::path path);

  // The next `copies` labels, all alike; `number` is the first one's in the job.
  void add(const CommonContent& common, const OwnContent& own, std::uint32_t number,
           std::uint32_t copies);
  // Ends the last page and gives every file its name.
  PrintedLabels release();

 private:
  void start_part();
  void end_page();
  void end_part();
  std::string in_cell(const std::string& content) const;
  // Names a form and makes it on first use from `content()`, with `drawings`' letters.
  template <class Content>
  std::string shown(const std::string& name, Content content,
                    std::initializer_list<const Drawing*> drawings);
  void use_letters(const Drawing& drawing);
  std::filesystem::path part_path(std::size_t part) const;  // from 1

  const LabelJob& job_;
  const Faces& faces_;
  std::filesystem::path path_;
  const Stock& stock_;
  double dots_per_mm_;
  unsigned parts_;       // of the whole job
  unsigned cell_;        // of the next label, from 0
  unsigned first_cell_;  // that this page's labels begin in
  std::string page_;     // content so far
  std::unique_ptr<PdfFile> part_;
  std::set<std::string> forms_;  // in this part
  unsigned pages_in_part_ = 0;
  std::vector<PendingFile> pending_;
  PrintedLabels printed_;
};

}  // namespace temgoc
