// Label after label onto pages, pages into a file.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "label_content.h"
#include "pdf_file.h"
#include "temgoc/base/passing_path.h"

namespace temgoc {

// A file under a temporary name beside its own; removed unless released.
class PendingFile {
 public:
  explicit PendingFile(std::filesystem::path path);
  const std::filesystem::path& written() const { return written_.path(); }
  void release();  // gives it its own name; throws SystemFailure

 private:
  std::filesystem::path path_;
  PassingPath written_;
};

// Into one file of at most kMostPages pages.
class LabelPages {
 public:
  LabelPages(const LabelJob& job, const Faces& faces, const std::filesystem::path& path);

  // The next `copies` labels, all alike; `number` is the first one's in the job.
  void add(const CommonContent& common, const OwnContent& own, std::uint32_t number,
           std::uint32_t copies);
  // Ends the last page and gives the file its name.
  PrintedLabels release();

 private:
  void end_page();
  std::string in_cell(const std::string& content) const;
  // Names a form and makes it on first use from `content()`, with `drawings`' letters.
  template <class Content>
  std::string shown(const std::string& name, Content content,
                    std::initializer_list<const Drawing*> drawings);
  void use_letters(const Drawing& drawing);

  const LabelJob& job_;
  const Faces& faces_;
  const Stock& stock_;
  double dots_per_mm_;
  std::string system_;   // what each page begins with
  unsigned cell_;        // of the next label, from 0
  unsigned first_cell_;  // that this page's labels begin in
  std::string page_;     // content so far
  PendingFile file_;
  PdfFile pdf_;
  std::set<std::string> forms_;
  PrintedLabels printed_;
};

}  // namespace temgoc
