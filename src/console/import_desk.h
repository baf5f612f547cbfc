// Tables on their way into the registry: read, matched and mended, not yet stored. They are kept in
// memory, and nobody but who brought one sees it.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "temgoc/import/import.h"
#include "temgoc/lots/import_lots.h"

namespace temgoc {

struct ImportDraft {
  std::string name;   // in its address
  std::string owner;  // the user's id
  ImportKind kind = ImportKind::products;
  std::string file;     // as the browser names it
  std::string content;  // as it came, to be read in another way
  TableReading reading = {};
  Table table = {};  // as read, with what was mended in it
  std::vector<std::string> columns =
      {};                              // the import's column for each of the table's; empty: none
  bool update = false;                 // records that stand get a new version
  bool stored = false;                 // no row is left to be stored
  std::size_t added = 0, updated = 0;  // by this draft so far
  std::vector<LotOfRow> lots = {};     // of lots: those that it issued so far
  std::mutex busy = {};  // held by who reads or changes it: it may be open in two windows
};

// Safe for any number of threads. Holds the newest drafts of each user.
class ImportDesk {
 public:
  static constexpr std::size_t kMostOfUser = 2, kMost = 12;

  void put(std::shared_ptr<ImportDraft> draft);
  // Null: there is none of that name, or it is another's.
  std::shared_ptr<ImportDraft> find(const std::string& name, const std::string& owner) const;

 private:
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<ImportDraft>> drafts_;  // the newest last
};

}  // namespace temgoc
