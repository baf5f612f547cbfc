// Tables on their way into the registry: read, matched and mended, not yet stored. Those in use are
// in memory, all of them in console.sqlite (pages/import_draft.h); nobody but who brought one sees
// it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
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
      {};  // the import's column for each of the table's; empty: none
  // Since it was read, by the row's number: what was typed into cells, and which rows are stored.
  std::map<std::pair<std::size_t, std::size_t>, std::string> mended = {};
  std::set<std::size_t> gone = {};
  bool matched = false;                // a person has said what its columns are
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

  // The draft, or the one of its name that somebody else has put there meanwhile.
  std::shared_ptr<ImportDraft> put(std::shared_ptr<ImportDraft> draft);
  void drop(const std::string& name);
  // Null: there is none of that name, or it is another's.
  std::shared_ptr<ImportDraft> find(const std::string& name, const std::string& owner) const;

 private:
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<ImportDraft>> drafts_;  // the newest last
};

}  // namespace temgoc
