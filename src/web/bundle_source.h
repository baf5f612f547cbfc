// Where a service that has no registry finds its bundles: a folder, one file, or an address of a
// web server. Reads alone, and believes nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/bundle/bundle.h"
#include "temgoc/store/web_file.h"

namespace temgoc {

class BundleSource {
 public:
  // Of an address the bundle; its delta is looked for first, under the address with ".delta".
  // REQUIRES an address to be usable (check_web_address).
  explicit BundleSource(std::string place);
  const std::string& place() const { return place_; }

  struct Offer {
    std::string from;                     // file or address
    std::string stamp = {};               // changes with what lies there; empty: not known
    std::optional<BundleName> name = {};  // what it says of itself; none: not read yet
    std::optional<Error> fault = {};      // it is no bundle and no delta
    bool is_delta = false;                // of an address, by its name
  };
  // What cannot be read comes first, so that it is told; then the newest by what they say of
  // themselves, and of those of one date the whole bundle before deltas. Of an address the delta,
  // then the bundle. A file is read again only when it changed. `file_not_found`: no such folder or
  // file.
  Result<std::vector<Offer>> offers();
  // Of a file its content. Those of read_file and of WebFile::fetch.
  Result<WebFile::Answer> bytes(const Offer& offer, const std::function<bool()>& stop);

 private:
  Result<std::vector<Offer>> files();

  std::string place_;
  std::map<std::filesystem::path, Offer> known_;  // as they were read last
  std::optional<WebFile> whole_, delta_;          // of an address
};

}  // namespace temgoc
